/** Tests of what lives here. */
@NullMarked
package io.dormouse.chaos.promise;

import org.jspecify.annotations.NullMarked;
