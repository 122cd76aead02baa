/** What stands in a journal, and what goes from one into another. */
@NullMarked
package io.dormouse.engine.journal;

import org.jspecify.annotations.NullMarked;
