/**
 * The workflows of the chaos suite. They run inside the workflow services, from a jar of their own, and their results say what
 * they saw. Nothing of this program may come in: the services do not have it.
 */
@NullMarked
package io.dormouse.chaos.errand;

import org.jspecify.annotations.NullMarked;
