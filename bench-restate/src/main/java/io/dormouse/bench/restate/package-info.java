/** The bench's workflow on Restate: its server, its SDK and its ingress. Runs as a process of its own, with Vert.x 4. */
@NullMarked
package io.dormouse.bench.restate;

import org.jspecify.annotations.NullMarked;
