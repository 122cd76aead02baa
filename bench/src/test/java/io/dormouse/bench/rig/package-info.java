/** What measurements stand on, as far as it can be wrong without anybody seeing it. */
@NullMarked
package io.dormouse.bench.rig;

import org.jspecify.annotations.NullMarked;
