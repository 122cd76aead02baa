package io.dormouse.engine.owner;

import java.time.Duration;

/** The time before something is tried again. It may be cut short. */
final class Pause {
    private final Runnable then;
    private boolean over;

    private Pause(Runnable then) {
        this.then = then;
    }

    static Pause begin(Loop loop, Duration length, Runnable then) {
        Pause pause = new Pause(then);
        loop.schedule(length, pause::end);
        return pause;
    }

    /** Goes on now; once. */
    void end() {
        if (over) return;
        over = true;
        then.run();
    }
}
