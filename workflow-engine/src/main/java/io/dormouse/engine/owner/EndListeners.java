package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who waits for the end of a workflow, for a while. */
final class EndListeners {
    private final Loop loop;
    private final Map<String, List<Promise<Optional<WorkflowHead>>>> listeners = new HashMap<>();

    EndListeners(Loop loop) {
        this.loop = loop;
    }

    /** Completes when the workflow ends, or with nothing when the time is up. */
    Future<Optional<WorkflowHead>> listen(String id, Duration timeout) {
        Promise<Optional<WorkflowHead>> end = Promise.promise();
        listeners.computeIfAbsent(id, none -> new ArrayList<>(1)).add(end);
        loop.schedule(timeout, () -> {
            if (end.tryComplete(Optional.empty())) forget(id, end);
        });
        return end.future();
    }

    private void forget(String id, Promise<Optional<WorkflowHead>> end) {
        listeners.computeIfPresent(id, (same, waiting) -> waiting.remove(end) && waiting.isEmpty() ? null : waiting);
    }

    /** It has ended, and what came of it was not told here: whoever waits had better look. */
    void lookAt(String id) {
        tell(id, Optional.empty());
    }

    private void tell(String id, Optional<WorkflowHead> end) {
        List<Promise<Optional<WorkflowHead>>> waiting = listeners.remove(id);
        if (waiting != null) waiting.forEach(listener -> listener.tryComplete(end));
    }

    /** Ends may come elsewhere now: whoever waits had better ask again. */
    void tellAll() {
        List<List<Promise<Optional<WorkflowHead>>>> all = List.copyOf(listeners.values());
        listeners.clear();
        all.forEach(waiting -> waiting.forEach(listener -> listener.tryComplete(Optional.empty())));
    }

    void ended(WorkflowHead workflow) {
        tell(workflow.id(), Optional.of(workflow));
    }
}
