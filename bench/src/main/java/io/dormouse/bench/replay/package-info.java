/** How long it takes until a workflow that is only in Postgres is back where it was. */
@NullMarked
package io.dormouse.bench.replay;

import org.jspecify.annotations.NullMarked;
