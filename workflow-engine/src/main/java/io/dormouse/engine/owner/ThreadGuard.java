package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Execution;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Looks for workflows whose code does not come back to {@code await}: two of them stop all others of two processors. They are
 * reported with their stack. One that blocks in Vert.x' own {@code Future.await} never will come back, and is stuck.
 */
final class ThreadGuard {
    private static final System.Logger log = System.getLogger(ThreadGuard.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FRAMES = 12;

    private final Residents residents;
    private final FlushQueue flushes;
    private final Loop loop;
    private final BiConsumer<OwnedWorkflow, Outcome.Failure> markStuck;
    private Map<OwnedWorkflow, Object> seen = new HashMap<>();
    private boolean ticking;

    ThreadGuard(
            Residents residents, FlushQueue flushes, Loop loop, BiConsumer<OwnedWorkflow, Outcome.Failure> markStuck) {
        this.residents = residents;
        this.flushes = flushes;
        this.loop = loop;
        this.markStuck = markStuck;
    }

    /** The code of a workflow runs now. */
    void watch() {
        if (ticking) return;
        ticking = true;
        loop.schedule(PATIENCE, this::look);
    }

    private void look() {
        Map<OwnedWorkflow, Object> busy = new HashMap<>();
        for (OwnedWorkflow workflow : residents.awake()) {
            if (workflow.code.isBusy() && !workflow.hasEnded()) busy.put(workflow, workflow.code.burst());
        }
        Map<OwnedWorkflow, Object> before = seen;
        seen = busy;
        busy.forEach((workflow, burst) -> {
            if (burst.equals(before.get(workflow))) report(workflow);
        });
        ticking = !busy.isEmpty();
        if (ticking) loop.schedule(PATIENCE, this::look);
    }

    private void report(OwnedWorkflow workflow) {
        Execution execution = workflow.code.execution();
        if (execution == null) return;
        StackTraceElement[] stack = execution.stack();
        Optional<String> foreignAwait = foreignAwait(stack);
        if (foreignAwait.isPresent()) {
            markStuck.accept(
                    workflow,
                    new Outcome.Failure(
                            "FOREIGN_AWAIT",
                            0,
                            "Future.await() of Vert.x at %s blocks the workflow's thread for ever; write Flow.await(future) instead, deploy, and restart"
                                    .formatted(foreignAwait.get()),
                            false));
            return;
        }
        if (!workflow.reportBusy(line(stack))) return;
        String frames = Arrays.stream(stack)
                .limit(FRAMES)
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n"));
        log.log(
                Level.WARNING,
                () ->
                        "workflow %s holds its thread for over %d s without an await; what computes belongs into flow.compute, what blocks into flow.run; it is at%n%s"
                                .formatted(workflow.id, PATIENCE.toSeconds(), frames));
        flushes.add(workflow);
    }

    private static Optional<String> foreignAwait(StackTraceElement[] stack) {
        for (int i = 0; i + 1 < stack.length; i++) {
            boolean awaits = stack[i].getMethodName().equals("await")
                    && stack[i].getClassName().startsWith("io.vertx.");
            if (awaits && !stack[i + 1].getClassName().startsWith("io.vertx.")) return Optional.of(at(stack[i + 1]));
        }
        return Optional.empty();
    }

    private static String line(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk."))
                .findFirst()
                .map(ThreadGuard::at)
                .orElse("an unknown line");
    }

    private static String at(StackTraceElement frame) {
        return "%s(%s:%d)".formatted(frame.getClassName(), frame.getFileName(), frame.getLineNumber());
    }
}
