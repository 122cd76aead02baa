/** Whether steps get slower when the tables hold millions of workflows that have ended. */
@NullMarked
package io.dormouse.bench.growth;

import org.jspecify.annotations.NullMarked;
