/** Journals that every later version must replay: the workflows that wrote them, how they were recorded, and the test. */
@NullMarked
package io.dormouse.testkit.corpus;

import org.jspecify.annotations.NullMarked;
