package io.dormouse.engine.owner;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Watches a workflow that was read on its own until it has shown that it does no harm. */
final class Probation {
    private static final Duration FIRST_LOOK = Duration.ofMillis(1);
    private static final Duration SLOWEST_LOOK = Duration.ofMillis(50);

    /** One that has run for so long, and ends nothing, makes room for the next. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Admission admission;
    private final Loop loop;
    private final Predicate<String> harmless;

    /** @param harmless whether a workflow is not in memory, or waits for others */
    Probation(Admission admission, Loop loop, Predicate<String> harmless) {
        this.admission = admission;
        this.loop = loop;
        this.harmless = harmless;
    }

    /**
     * Goes on with the workflow now, or when it is its turn.
     *
     * @param free told of one that may come like any other
     * @param admitted told of one that is being watched from now on, and must be read at once
     */
    void whenAdmitted(String id, Consumer<String> free, Consumer<String> admitted, Consumer<String> condemned) {
        if (admission.isFree(id)) {
            free.accept(id);
            return;
        }
        admission
                .admit(id)
                .onSuccess(may -> loop.execute(() -> {
                    if (may) {
                        admitted.accept(id);
                        look(id, FIRST_LOOK, Duration.ZERO);
                    } else {
                        condemned.accept(id);
                    }
                }));
    }

    private void look(String id, Duration pause, Duration watched) {
        loop.schedule(pause, () -> {
            Duration now = watched.plus(pause);
            if (harmless.test(id) || now.compareTo(LONGEST) >= 0) admission.provedHarmless(id);
            else look(id, afterwards(pause), now);
        });
    }

    private static Duration afterwards(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(SLOWEST_LOOK) < 0 ? twice : SLOWEST_LOOK;
    }
}
