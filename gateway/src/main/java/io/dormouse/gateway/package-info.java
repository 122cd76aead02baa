/**
 * The HTTP API: one class a group of paths, the routes they are bound to, and the one class that speaks to the services over
 * the event bus. What is HTTP alone lives in {@code http}, who is calling in {@code auth}, what was asked for in {@code audit}.
 */
@NullMarked
package io.dormouse.gateway;

import org.jspecify.annotations.NullMarked;
