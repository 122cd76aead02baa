/** A Postgres of the simulator: transactions under READ COMMITTED, row locks that wait, unique keys, connections that break. */
@NullMarked
package io.dormouse.simulator.database;

import org.jspecify.annotations.NullMarked;
