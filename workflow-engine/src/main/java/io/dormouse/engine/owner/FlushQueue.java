package io.dormouse.engine.owner;

import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Group commit: while one flush is under way the next one fills, and it is cut when that one has committed, before anything goes on from
 * what that one made durable. There is no timer and no delay, so a lone workflow never waits for company. What others answer comes back
 * to the loop before it is acted upon.
 */
final class FlushQueue {
    private static final System.Logger log = System.getLogger(FlushQueue.class.getName());

    /** So many workflows in one flush at the most, so that none of them waits long for the rest. */
    static final int LARGEST = 2_000;

    /** So many characters of payload close a flush, or a few large ones would make it too large to send. */
    private static final long HEAVIEST = 4 << 20;

    private static final Duration PAUSE_WHEN_UNAVAILABLE = Duration.ofMillis(200);

    /** What the owner does with the outcome of a flush. Called on the loop. */
    interface Listener {
        /** The part is durable. */
        void committed(OwnedWorkflow workflow, Part part);

        /** It had something to write and has not any more: what was to be shown was rolled back, and is no longer so. */
        void nothingToWrite(OwnedWorkflow workflow);

        /** Nobody may go on from this copy: what is durable of the workflow has to be read again. */
        void stale(OwnedWorkflow workflow, String reason);

        /** The database refuses what this workflow wants to write, and only that. */
        void refused(OwnedWorkflow workflow, String reason);

        /** Another node has taken something; returns when what is no longer ours has been dropped. */
        Future<Void> ownershipLost();
    }

    private final WorkflowStore store;
    private final Loop loop;
    private final StoreClock clock;
    private final Listener listener;
    private final Set<OwnedWorkflow> dirty = new LinkedHashSet<>();
    private boolean busy;
    private boolean cutIsDue;

    FlushQueue(WorkflowStore store, Loop loop, StoreClock clock, Listener listener) {
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
    }

    /** The workflow has something to write. Everything that the loop's present task and those behind it add goes along. */
    void add(OwnedWorkflow workflow) {
        if (workflow.isDropped()) return;
        dirty.add(workflow);
        cutWhenFree();
    }

    void remove(OwnedWorkflow workflow) {
        dirty.remove(workflow);
    }

    private void cutWhenFree() {
        if (busy || cutIsDue || dirty.isEmpty()) return;
        cutIsDue = true;
        loop.execute(() -> {
            cutIsDue = false;
            if (!busy) cut();
        });
    }

    private void cut() {
        Map<OwnedWorkflow, Part> parts = LinkedHashMap.newLinkedHashMap(Math.min(dirty.size(), LARGEST));
        Instant now = clock.now();
        List<OwnedWorkflow> empty = new ArrayList<>();
        long weight = 0;
        var candidates = dirty.iterator();
        while (candidates.hasNext() && parts.size() < LARGEST && weight < HEAVIEST) {
            OwnedWorkflow workflow = candidates.next();
            candidates.remove();
            Optional<Part> part = cut(workflow, now);
            if (part.isEmpty()) {
                empty.add(workflow);
                continue;
            }
            parts.put(workflow, part.get());
            weight += part.get().weight();
        }
        if (!parts.isEmpty()) send(parts);
        empty.forEach(listener::nothingToWrite);
    }

    /** A workflow that cannot even say what it wants to write must not keep the others from writing. */
    private Optional<Part> cut(OwnedWorkflow workflow, Instant now) {
        if (workflow.isDropped()) return Optional.empty();
        try {
            return workflow.cut(now);
        } catch (RuntimeException e) {
            log.log(Level.ERROR, "workflow %s cannot be written".formatted(workflow.id), e);
            drop(workflow, "it could not be written: " + e);
            return Optional.empty();
        }
    }

    private void send(Map<OwnedWorkflow, Part> parts) {
        busy = true;
        store.flush(List.copyOf(parts.values()))
                .onComplete(
                        done -> loop.execute(() -> committed(parts)),
                        failure -> loop.execute(() -> failed(parts, failure)));
    }

    /**
     * What has gathered meanwhile is sent before anybody goes on from what is durable now, so that the database and the workflows work at
     * the same time. Who has more to write goes on first: its next part begins where this one ends.
     */
    private void committed(Map<OwnedWorkflow, Part> parts) {
        Map<OwnedWorkflow, Part> rest = LinkedHashMap.newLinkedHashMap(parts.size());
        parts.forEach((workflow, part) -> {
            if (dirty.contains(workflow)) settleCommitted(workflow, part);
            else rest.put(workflow, part);
        });
        busy = false;
        try {
            if (!dirty.isEmpty()) cut();
        } finally {
            rest.forEach(this::settleCommitted);
            cutWhenFree();
        }
    }

    /** What goes wrong with one workflow must not stop the lane: its copy is thrown away, what is durable of it is read again. */
    private void settleCommitted(OwnedWorkflow workflow, Part part) {
        if (workflow.isDropped()) return;
        try {
            listener.committed(workflow, part);
        } catch (RuntimeException e) {
            log.log(Level.ERROR, "workflow %s cannot go on from what was committed".formatted(workflow.id), e);
            drop(workflow, "it could not go on: " + e);
        }
    }

    private void next() {
        busy = false;
        cutWhenFree();
    }

    private void failed(Map<OwnedWorkflow, Part> parts, Throwable failure) {
        Why why = failure instanceof FlushFailedException known ? known.why() : Why.ANSWER_LOST;
        switch (why) {
            case FENCED ->
                listener.ownershipLost()
                        .onComplete(reread -> loop.execute(() -> {
                            putBack(parts);
                            next();
                        }));
            case UNAVAILABLE -> {
                putBack(parts);
                loop.schedule(PAUSE_WHEN_UNAVAILABLE, this::next);
            }
            case ANSWER_LOST ->
                store.settle()
                        .onComplete(settled -> loop.execute(() -> {
                            parts.keySet().forEach(workflow -> drop(workflow, "the answer to a commit was lost"));
                            next();
                        }));
            case CONFLICT, DATA -> oneByOne(new ArrayList<>(parts.entrySet()), parts.size() == 1, failure);
        }
    }

    private void putBack(Map<OwnedWorkflow, Part> parts) {
        parts.forEach((workflow, part) -> {
            if (workflow.isDropped()) return;
            workflow.rolledBack(part);
            dirty.add(workflow);
        });
    }

    /** One bad row must not fail its neighbours: each part gets a flush of its own, in turn. */
    private void oneByOne(List<Map.Entry<OwnedWorkflow, Part>> left, boolean alone, Throwable failure) {
        if (alone) {
            judge(left.getFirst().getKey(), (FlushFailedException) failure);
            next();
            return;
        }
        if (left.isEmpty()) {
            next();
            return;
        }
        Map.Entry<OwnedWorkflow, Part> first = left.removeFirst();
        if (first.getKey().isDropped()) {
            oneByOne(left, false, failure);
            return;
        }
        store.flush(List.of(first.getValue()))
                .onComplete(
                        done -> loop.execute(() -> {
                            settleCommitted(first.getKey(), first.getValue());
                            oneByOne(left, false, failure);
                        }),
                        again -> loop.execute(() -> {
                            if (again instanceof FlushFailedException known
                                    && (known.why() == Why.CONFLICT || known.why() == Why.DATA)) {
                                judge(first.getKey(), known);
                                oneByOne(left, false, failure);
                                return;
                            }
                            Map<OwnedWorkflow, Part> rest = new LinkedHashMap<>();
                            rest.put(first.getKey(), first.getValue());
                            left.forEach(entry -> rest.put(entry.getKey(), entry.getValue()));
                            failed(rest, again);
                        }));
    }

    private void judge(OwnedWorkflow workflow, FlushFailedException failure) {
        if (workflow.isDropped()) return;
        dirty.remove(workflow);
        String reason = String.valueOf(failure.getMessage());
        if (failure.why() == Why.CONFLICT) listener.stale(workflow, reason);
        else listener.refused(workflow, reason);
    }

    private void drop(OwnedWorkflow workflow, String reason) {
        dirty.remove(workflow);
        if (!workflow.isDropped()) listener.stale(workflow, reason);
    }
}
