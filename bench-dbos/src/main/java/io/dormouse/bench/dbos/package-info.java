/** The bench's workflow on DBOS Transact. Runs as a process of its own; nothing of Dormouse but the way to measure comes in. */
@NullMarked
package io.dormouse.bench.dbos;

import org.jspecify.annotations.NullMarked;
