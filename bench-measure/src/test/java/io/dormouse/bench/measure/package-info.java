/** How an engine is measured, the same for ours and for its peers: no library may come in, because theirs clash with ours. */
@NullMarked
package io.dormouse.bench.measure;

import org.jspecify.annotations.NullMarked;
