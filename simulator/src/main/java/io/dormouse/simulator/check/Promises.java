package io.dormouse.simulator.check;

import io.dormouse.engine.owner.NewWorkflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was acknowledged to people, and so must hold. */
public final class Promises {
    /** A signal, by the workflow that it was for and its id. */
    public record Signal(String workflow, String signalId) {}

    /** A command that was completed by hand. */
    public record Decision(String workflow, int run, int seq) {}

    private final Map<String, NewWorkflow> wanted = new LinkedHashMap<>();
    private final Set<String> started = new LinkedHashSet<>();
    private final Set<Signal> sent = new HashSet<>();
    private final Set<Signal> signalled = new LinkedHashSet<>();
    private final Set<String> cancelled = new LinkedHashSet<>();
    private final Set<String> terminated = new LinkedHashSet<>();
    private final Set<Decision> completed = new LinkedHashSet<>();
    private final Set<String> paused = new LinkedHashSet<>();
    private final Set<String> rewound = new LinkedHashSet<>();
    private final Map<String, String> triggered = new HashMap<>();
    private @Nullable String contradiction;

    /** Somebody wants a start. */
    public void wanted(NewWorkflow start) {
        wanted.put(start.id(), start);
    }

    /** A start is acknowledged. */
    public void started(String id) {
        started.add(id);
    }

    /** A signal was sent. */
    public void sent(String id, String signalId) {
        sent.add(new Signal(id, signalId));
    }

    /** A signal is acknowledged. */
    public void signalled(String id, String signalId) {
        signalled.add(new Signal(id, signalId));
    }

    /** A cancellation is acknowledged. */
    public void cancelled(String id) {
        cancelled.add(id);
    }

    /** A termination is acknowledged. */
    public void terminated(String id) {
        terminated.add(id);
    }

    /** A completion by hand is acknowledged. */
    public void completed(String id, int run, int seq) {
        completed.add(new Decision(id, run, seq));
    }

    /** A pause is acknowledged. */
    public void paused(String id) {
        paused.add(id);
    }

    /** A rewind is acknowledged. */
    public void rewound(String id) {
        rewound.add(id);
    }

    Set<Decision> completed() {
        return completed;
    }

    Set<String> paused() {
        return paused;
    }

    Set<String> rewound() {
        return rewound;
    }

    /** An event is acknowledged with the value that it has. */
    public void triggered(String key, String value) {
        String before = triggered.putIfAbsent(key, value);
        if (before != null && !before.equals(value) && contradiction == null)
            contradiction = "the event %s had the value %s and has %s now".formatted(key, before, value);
    }

    /** All starts that anybody wanted. */
    public Map<String, NewWorkflow> wanted() {
        return wanted;
    }

    Set<String> started() {
        return started;
    }

    Set<Signal> signalled() {
        return signalled;
    }

    Set<String> cancelled() {
        return cancelled;
    }

    Set<String> terminated() {
        return terminated;
    }

    /** The events that were acknowledged. */
    public Map<String, String> triggered() {
        return triggered;
    }

    @Nullable
    String contradiction() {
        return contradiction;
    }
}
