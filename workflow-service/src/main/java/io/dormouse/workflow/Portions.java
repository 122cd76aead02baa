package io.dormouse.workflow;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;

/** Hands over many things a few at a time, with pauses in which whoever gets them does what is due meanwhile. */
final class Portions {
    private final Vertx vertx;
    private final int size;
    private final long pauseMillis;

    /** @param size so many at once at the most @param pauseMillis between two portions */
    Portions(Vertx vertx, int size, long pauseMillis) {
        this.vertx = vertx;
        this.size = size;
        this.pauseMillis = pauseMillis;
    }

    /** The first portion at once, the others later; in their order. */
    <T> void give(List<T> items, Consumer<List<T>> taker) {
        if (items.size() <= size) {
            if (!items.isEmpty()) taker.accept(items);
            return;
        }
        taker.accept(items.subList(0, size));
        vertx.setTimer(pauseMillis, next -> give(items.subList(size, items.size()), taker));
    }
}
