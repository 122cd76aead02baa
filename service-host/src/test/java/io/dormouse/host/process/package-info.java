/** Services as real processes. */
@NullMarked
package io.dormouse.host.process;

import org.jspecify.annotations.NullMarked;
