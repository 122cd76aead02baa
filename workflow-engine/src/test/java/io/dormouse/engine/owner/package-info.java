/** The owner's protocols as histories, played step by step over a store in memory. */
@NullMarked
package io.dormouse.engine.owner;

import org.jspecify.annotations.NullMarked;
