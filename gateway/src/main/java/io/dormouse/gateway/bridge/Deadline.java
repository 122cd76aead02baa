package io.dormouse.gateway.bridge;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one timer of a connection: for whatever its client has to do next. On the event loop. */
final class Deadline {
    private final Vertx vertx;
    private final Runnable missed;
    private @Nullable Awaited awaited;
    private long timer;

    /** What a client has to do. */
    enum Awaited {
        /** To say who it is. */
        TOKEN,
        /** To read what it was told. */
        ROOM,
        /** To finish the frame that it began. */
        FRAME,
        /** To say something. */
        WORD,
        /** Nothing: it waits for us. */
        NOTHING
    }

    Deadline(Vertx vertx, Runnable missed) {
        this.vertx = vertx;
        this.missed = missed;
    }

    /** The client has done what it had to do: what comes next, be it the same, has its whole time. */
    void met() {
        if (awaited != null) vertx.cancelTimer(timer);
        awaited = null;
    }

    /** Time runs already if the client had to do the same before. */
    void expect(Awaited what, Duration within) {
        if (what == awaited) return;
        met();
        if (what == Awaited.NOTHING) return;
        awaited = what;
        timer = vertx.setTimer(within.toMillis(), fired -> missed.run());
    }
}
