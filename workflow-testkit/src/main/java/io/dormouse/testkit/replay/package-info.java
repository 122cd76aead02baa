/** Running code over journals that other code has written. */
@NullMarked
package io.dormouse.testkit.replay;

import org.jspecify.annotations.NullMarked;
