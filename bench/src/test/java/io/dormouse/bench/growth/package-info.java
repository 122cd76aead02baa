/** Whether what is made is what growth is measured by. */
@NullMarked
package io.dormouse.bench.growth;

import org.jspecify.annotations.NullMarked;
