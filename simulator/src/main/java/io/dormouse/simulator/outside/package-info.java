/** What is outside the engine: a service with its ledger, the bus to it, people who start, signal, decide and cancel. */
@NullMarked
package io.dormouse.simulator.outside;

import org.jspecify.annotations.NullMarked;
