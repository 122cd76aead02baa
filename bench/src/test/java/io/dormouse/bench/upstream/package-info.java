/** What everybody who is measured waits for. */
@NullMarked
package io.dormouse.bench.upstream;

import org.jspecify.annotations.NullMarked;
