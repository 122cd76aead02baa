/** Journals against code that has changed. */
@NullMarked
package io.dormouse.testkit.replay;

import org.jspecify.annotations.NullMarked;
