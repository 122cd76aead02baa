/** Journal in, reports out. */
@NullMarked
package io.dormouse.engine.replay;

import org.jspecify.annotations.NullMarked;
