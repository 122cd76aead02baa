package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who waits for the end of a workflow, for a while. One that was told leaves nothing behind: thousands a second come and go. */
final class EndListeners {
    private final StoreClock clock;
    private final Alarm alarm;
    private final Map<String, List<Listener>> listeners = new HashMap<>();
    private final TreeSet<Listener> byDeadline =
            new TreeSet<>(Comparator.comparing(Listener::deadline).thenComparing(Listener::number));
    private long last;

    EndListeners(Loop loop, StoreClock clock) {
        this.clock = clock;
        this.alarm = new Alarm(loop, clock, this::look);
    }

    /** @param number tells those with one deadline from each other */
    private record Listener(String id, Instant deadline, long number, Promise<Optional<WorkflowHead>> end) {}

    /** Completes when the workflow ends, or with nothing when the time is up. */
    Future<Optional<WorkflowHead>> listen(String id, Duration timeout) {
        Listener listener = new Listener(id, clock.now().plus(timeout), ++last, Promise.promise());
        listeners.computeIfAbsent(id, none -> new ArrayList<>(1)).add(listener);
        byDeadline.add(listener);
        lookAtFirstDeadline();
        return listener.end().future();
    }

    private void look() {
        dismissAllLate();
        lookAtFirstDeadline();
    }

    private void lookAtFirstDeadline() {
        if (!byDeadline.isEmpty()) alarm.set(byDeadline.first().deadline());
    }

    private void dismissAllLate() {
        Instant now = clock.now();
        while (!byDeadline.isEmpty() && !byDeadline.first().deadline().isAfter(now)) {
            Listener late = byDeadline.first();
            forget(late);
            late.end().tryComplete(Optional.empty());
        }
    }

    private void forget(Listener listener) {
        byDeadline.remove(listener);
        listeners.computeIfPresent(
                listener.id(), (id, waiting) -> waiting.remove(listener) && waiting.isEmpty() ? null : waiting);
    }

    /** It has ended, and what came of it was not told here: whoever waits had better look. */
    void lookAt(String id) {
        tell(id, Optional.empty());
    }

    private void tell(String id, Optional<WorkflowHead> end) {
        List<Listener> waiting = listeners.remove(id);
        if (waiting == null) return;
        waiting.forEach(byDeadline::remove);
        waiting.forEach(listener -> listener.end().tryComplete(end));
    }

    /** Ends may come elsewhere now: whoever waits had better ask again. */
    void tellAll() {
        List.copyOf(listeners.keySet()).forEach(this::lookAt);
    }

    void ended(WorkflowHead workflow) {
        tell(workflow.id(), Optional.of(workflow));
    }
}
