/** Tests of what lives here. */
@NullMarked
package io.dormouse.chaos.errand;

import org.jspecify.annotations.NullMarked;
