package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.LocalStep;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A local step from its first attempt to its outcome. All but {@link #start} and what {@link Attempt} does belongs to the loop. */
final class RunningStep {
    /** Progress is written to the journal no more often than this, and ever less often, since every load reads all of it. */
    private static final Duration FIRST_BETWEEN_NOTES = Duration.ofSeconds(10);

    private static final Duration MOST_BETWEEN_NOTES = Duration.ofMinutes(10);

    private final LocalSteps.StepId id;
    private final Command command;
    private final Request.Local request;
    private final StepThreads threads;
    private final Loop loop;
    private final StoreClock clock;
    private final LocalSteps.Listener listener;
    private final BiConsumer<LocalSteps.StepId, @Nullable Outcome> ended;
    private Optional<String> progress;
    private Instant lastNote = Instant.MIN;
    private Instant lastBeat = Instant.MIN;
    private Duration betweenNotes = FIRST_BETWEEN_NOTES;
    private int attempts = 1;
    private boolean known;
    private List<Runnable> early = List.of();
    private @Nullable Pause pause;
    private final Attempt first;
    private @Nullable Attempt present;

    /** @param ended takes the outcome; none if nobody wants it any more */
    RunningStep(
            LocalSteps.StepId id,
            Command command,
            Request.Local request,
            StepThreads threads,
            Loop loop,
            StoreClock clock,
            LocalSteps.Listener listener,
            BiConsumer<LocalSteps.StepId, @Nullable Outcome> ended) {
        this.id = id;
        this.command = command;
        this.request = request;
        this.threads = threads;
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
        this.ended = ended;
        this.progress = command.progress();
        this.first = new Attempt();
        this.present = first;
    }

    LocalSteps.StepId id() {
        return id;
    }

    Command command() {
        return command;
    }

    /** Starts its first attempt. Callable once, from any thread. */
    void start() {
        threads.execute(first);
    }

    /** Its first attempt has been started, and from now on it is waited for; what it has told before is heard now. */
    void isKnown() {
        known = true;
        lastBeat = clock.now();
        expectBeats(first);
        List<Runnable> told = early;
        early = List.of();
        told.forEach(Runnable::run);
    }

    /** It may tell of itself before the loop has heard that it has begun. */
    private boolean isTooEarly(Runnable news) {
        if (known) return false;
        if (early.isEmpty()) early = new ArrayList<>(1);
        early.add(news);
        return true;
    }

    /** One execution of the step on a thread of its own, or two if it leaves the first. */
    private final class Attempt implements Runnable {
        private final StepContext context =
                new StepContext(command.key(), progress, json -> loop.execute(() -> beat(this, json)));
        private @Nullable Thread thread;
        private boolean over;

        @Override
        public void run() {
            if (!begin()) return;
            if (!request.computes()) Thread.currentThread().setName(command.name());
            try {
                CompletableFuture<?> begun = LocalStep.begin(context, request);
                if (begun.isDone() || !threads.leave(begun, () -> tell(begun))) tell(begun);
            } finally {
                end();
            }
        }

        /** Waits if it has to. */
        private void tell(CompletableFuture<?> begun) {
            Outcome outcome = LocalStep.outcome(command.name(), begun, request);
            loop.execute(() -> attempted(this, outcome));
        }

        private synchronized boolean begin() {
            thread = Thread.currentThread();
            return !over;
        }

        /** A thread that goes back to others must not be interrupted for this one, nor carry the flag of it. */
        private synchronized void end() {
            over = true;
            thread = null;
            if (request.computes()) Thread.interrupted();
        }

        synchronized void interrupt() {
            if (!over && thread != null) thread.interrupt();
            over = true;
        }
    }

    private void tryAgain() {
        pause = null;
        if (!listener.isWanted(id)) {
            ended.accept(id, null);
            return;
        }
        attempts++;
        Attempt attempt = new Attempt();
        present = attempt;
        lastBeat = clock.now();
        threads.execute(attempt);
        expectBeats(attempt);
    }

    private void expectBeats(Attempt attempt) {
        request.retry().silence().ifPresent(silence -> listen(attempt, silence));
    }

    /** Ends the pause before the next attempt. */
    void hurry() {
        Pause waiting = pause;
        if (waiting != null) waiting.end();
    }

    private void beat(Attempt from, String json) {
        if (isTooEarly(() -> beat(from, json))) return;
        if (from != present) return;
        lastBeat = clock.now();
        progress = Optional.of(json);
        if (lastNote.isAfter(lastBeat.minus(betweenNotes))) return;
        boolean first = lastNote.equals(Instant.MIN);
        lastNote = lastBeat;
        Duration twice = betweenNotes.multipliedBy(2);
        if (!first) betweenNotes = twice.compareTo(MOST_BETWEEN_NOTES) < 0 ? twice : MOST_BETWEEN_NOTES;
        listener.progressed(id, json);
    }

    private void listen(Attempt attempt, Duration silence) {
        Duration left = Duration.between(clock.now(), lastBeat.plus(silence));
        if (left.isPositive()) {
            loop.schedule(left, () -> {
                if (attempt == present) listen(attempt, silence);
            });
            return;
        }
        attempt.interrupt();
        attempted(
                attempt,
                new Outcome.Failure(
                        "SILENT",
                        0,
                        "the step '%s' gave no heartbeat for %s".formatted(command.name(), silence),
                        true));
    }

    private void attempted(Attempt from, Outcome outcome) {
        if (isTooEarly(() -> attempted(from, outcome))) return;
        if (from != present) return;
        present = null;
        if (!(outcome instanceof Outcome.Failure failure) || !request.retry().triesAgain(attempts, failure.type())) {
            ended.accept(id, outcome);
            return;
        }
        Duration length = request.retry().pause(attempts);
        listener.troubled(
                id,
                "attempt %d failed: %s; next in %.1f s"
                        .formatted(attempts, failure.message(), length.toMillis() / 1000.0));
        pause = Pause.begin(loop, length, this::tryAgain);
    }
}
