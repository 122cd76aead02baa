/** The port to what is durable: batches that commit whole or not at all, and reads. */
@NullMarked
package io.dormouse.engine.store;

import org.jspecify.annotations.NullMarked;
