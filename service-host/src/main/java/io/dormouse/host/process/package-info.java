/** One service as a process: configuration, health, the cluster, waiting for the database, and stopping in good order. */
@NullMarked
package io.dormouse.host.process;

import org.jspecify.annotations.NullMarked;
