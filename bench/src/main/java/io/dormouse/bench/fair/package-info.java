/** Whether those who only wait are served while others compute. */
@NullMarked
package io.dormouse.bench.fair;

import org.jspecify.annotations.NullMarked;
