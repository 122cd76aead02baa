/** A service that answers after a while, and who asks it: what everything that is measured over HTTP waits for. */
@NullMarked
package io.dormouse.bench.upstream;

import org.jspecify.annotations.NullMarked;
