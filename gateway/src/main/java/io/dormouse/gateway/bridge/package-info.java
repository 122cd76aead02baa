/**
 * The TCP event-bus bridge as far as it is bytes: the protocol of {@code vertx-tcp-eventbus-bridge} (a length of four bytes, then
 * JSON), who is at the other end, and how long they may take. What may be called and how is decided by {@link
 * io.dormouse.gateway.bridge.BridgeCalls}.
 */
@NullMarked
package io.dormouse.gateway.bridge;

import org.jspecify.annotations.NullMarked;
