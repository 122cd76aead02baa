/**
 * Replay, journal, decisions: what makes straight-line code durable. Pure: no SQL, no event bus, no Hazelcast, no wall clock; of
 * Vert.x only {@code Future} and {@code Promise}. Everything outside is a port, so the same code runs on Postgres and in a test's
 * own world.
 *
 * <p>{@code journal} is what is written, {@code replay} the thread of one workflow, {@code owner} the loop that owns many of
 * them, {@code store} the port to what is durable.
 */
@NullMarked
package io.dormouse.engine;

import org.jspecify.annotations.NullMarked;
