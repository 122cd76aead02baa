/** Clients of HTTP, thousands at once, as cheap as they can be while every answer is looked at. Knows nothing of what is asked. */
@NullMarked
package io.dormouse.bench.load;

import org.jspecify.annotations.NullMarked;
