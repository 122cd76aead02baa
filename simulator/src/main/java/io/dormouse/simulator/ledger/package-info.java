/**
 * The ledger of an adapter in a world of our own: its production classes over a database, outside systems and processes that a
 * seed decides about, and checks that every key had the effect that it was promised.
 */
@NullMarked
package io.dormouse.simulator.ledger;

import org.jspecify.annotations.NullMarked;
