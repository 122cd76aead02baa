/** Tests of what lives here. */
@NullMarked
package io.dormouse.chaos.load;

import org.jspecify.annotations.NullMarked;
