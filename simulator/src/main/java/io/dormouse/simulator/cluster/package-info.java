/** The nodes of a world: the production engine and its taking over, each on a process that may freeze or die. */
@NullMarked
package io.dormouse.simulator.cluster;

import org.jspecify.annotations.NullMarked;
