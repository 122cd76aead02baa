/** What measurements run on: databases, and nodes of ours. */
@NullMarked
package io.dormouse.bench.rig;

import org.jspecify.annotations.NullMarked;
