/** The engine on Vert.x, Postgres and Hazelcast: the verticle and its endpoint on the bus. */
@NullMarked
package io.dormouse.workflow;

import org.jspecify.annotations.NullMarked;
