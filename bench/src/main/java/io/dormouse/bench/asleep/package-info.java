/** What workflows cost that sleep in Postgres, and how fast they fall asleep and wake. */
@NullMarked
package io.dormouse.bench.asleep;

import org.jspecify.annotations.NullMarked;
