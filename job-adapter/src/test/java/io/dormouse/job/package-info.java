/** What the job adapter promises, seen from the bus. */
@NullMarked
package io.dormouse.job;

import org.jspecify.annotations.NullMarked;
