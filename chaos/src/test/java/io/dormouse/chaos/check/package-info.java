/** Tests of what lives here. */
@NullMarked
package io.dormouse.chaos.check;

import org.jspecify.annotations.NullMarked;
