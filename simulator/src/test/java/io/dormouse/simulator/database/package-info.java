/** The simulated database is held against a real one. */
@NullMarked
package io.dormouse.simulator.database;

import org.jspecify.annotations.NullMarked;
