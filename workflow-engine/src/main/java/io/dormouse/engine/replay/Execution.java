package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.flow.Branch;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.CurrentFlow;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow in memory: its code on a thread of its own, pulling entries only inside {@code await}.
 *
 * <pre>
 *   thread of the workflow                         owner
 *   run(input, flow) … gives commands …
 *   await(future)  ── Parked(commands, line) ──▶  carries them out, appends what comes of it,
 *        ▲                                         commits
 *        └───────────── put(entry) ◀─────────────  hands the entry over
 * </pre>
 *
 * On a replay the journal is read first and commands are only noted; those that it leaves open are given to the owner when it
 * is read to its end. So the order of everything is the order of the journal and of nothing else.
 *
 * <p>All fields but the mailbox belong to the workflow's thread. One that is dropped by its owner never runs again: it waits in
 * its mailbox until the garbage collector takes both.
 */
public final class Execution {
    private final Definition definition;
    private final Entry.Started started;
    private final Reports reports;
    private final Mailbox mailbox = new Mailbox();
    private final JournaledFlow flow;
    private final Map<Integer, OpenCommand<?>> open = new LinkedHashMap<>(4);
    private final Thread thread;

    /** {@link Random} rather than a better generator because its algorithm is part of its contract, for every later Java. */
    private final Random random;

    private final Deque<Compensations> sagas = new ArrayDeque<>(1);
    private Iterator<Recorded> replay;
    private @Nullable History history;
    private List<Command> given = new ArrayList<>(2);
    private List<Command> unwanted = new ArrayList<>(0);
    private Scope scope = Scope.ofTheWorkflow();
    private final Map<String, Deque<String>> signals = new HashMap<>(0);
    private @Nullable CancelledException cancelled;
    private boolean compensating;
    private int nextSeq;
    private int awaitedUpTo;
    private long position;
    private Instant now;
    private @Nullable StuckError stuck;

    /**
     * @param journal all entries so far; the first is {@code Started}
     * @param threads makes the thread, which should be a virtual one
     */
    public Execution(
            Definition definition, List<Recorded> journal, Services services, Reports reports, ThreadFactory threads) {
        Recorded first = journal.getFirst();
        this.definition = definition;
        this.started = (Entry.Started) first.entry();
        this.reports = reports;
        this.replay = journal.listIterator(1);
        this.history = journal.size() == 1 ? null : History.of(journal);
        this.position = first.position();
        this.now = first.at();
        this.flow = new JournaledFlow(this, services, started.origin(), Retry.none());
        this.random = new Random(started.origin().seed());
        this.thread = threads.newThread(this::runToTheEnd);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Hands over an entry that is committed. Called by the owner, in the order of positions. */
    public void put(Recorded entry) {
        mailbox.put(entry);
    }

    /** What the workflow was started with. */
    public Entry.Started started() {
        return started;
    }

    private void runToTheEnd() {
        thread.setContextClassLoader(definition.type().getClassLoader());
        CurrentFlow.bind(flow, () -> reports.report(this, outcome()));
    }

    private Report outcome() {
        Outcome outcome;
        boolean byCancellation = false;
        try {
            Object result = run();
            requireNothingForgotten();
            outcome = new Outcome.Success(Values.write("the result of the workflow", result), null);
        } catch (StuckError e) {
            stuck = e;
            outcome = e.failure();
        } catch (LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            stuck = StuckError.doesNotLink(e);
            outcome = stuck.failure();
        } catch (Throwable e) {
            outcome = Outcome.Failure.of(e);
            byCancellation = e instanceof CancelledException;
        }
        if (stuck == null) stuck = whatTheCodeLeftOut();
        return stuck == null
                ? new Report.Ended(outcome, byCancellation, unwanted)
                : new Report.Stuck(stuck.failure(), SourceLine.current());
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object run() throws Exception {
        Object input;
        try {
            input = Values.read(started.input(), definition.input());
        } catch (Exception e) {
            throw StuckError.unreadableInput(e);
        }
        try {
            return ((Workflow<Object, Object>) definition.instances().get()).run(input, flow);
        } catch (Exception failure) {
            undo(failure);
            throw failure;
        }
    }

    /** The sagas of a workflow that fails, the youngest first. What goes wrong while undoing is told beside the failure. */
    private void undo(Exception failure) {
        compensating = true;
        scope = Scope.ofTheWorkflow();
        while (!sagas.isEmpty()) {
            try {
                flow.waitFor(sagas.pop().undo());
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    Saga newSaga() {
        Compensations saga = new Compensations();
        sagas.push(saga);
        return saga;
    }

    RandomGenerator random() {
        return random;
    }

    /** A command that is given after the last await never begins, and nobody would notice. */
    private void requireNothingForgotten() {
        for (Command command : given) {
            if (command.seq() >= awaitedUpTo && open.containsKey(command.seq()))
                throw FlowMisuseException.neverAwaited(command.name(), command.line());
        }
    }

    /** Waits until the future is complete, delivering entries meanwhile: callbacks run right here. */
    void awaitCompletion(Future<?> future) {
        requireOwnThread("await");
        requireUnstuck();
        while (!future.isComplete()) {
            awaitedUpTo = nextSeq;
            if (scope.isLost()) throw FlowMisuseException.branchHasLost();
            deliver(nextEntry());
            requireUnstuck();
            throwIfCancelled();
        }
    }

    private Recorded nextEntry() {
        if (replay.hasNext()) return replay.next();
        if (history != null) finishReplay();
        Recorded next = mailbox.poll();
        if (next != null) return next;
        if (open.isEmpty()) throw FlowMisuseException.nobodyCanComplete();
        Report parked = new Report.Parked(given, unwanted, whereItWaits(), position);
        given = new ArrayList<>(2);
        unwanted = new ArrayList<>(0);
        reports.report(this, parked);
        return mailbox.take();
    }

    /** What was noted during the replay and is still open is carried out now; what was completed needs nothing. */
    private void finishReplay() {
        StuckError missing = whatTheCodeLeftOut();
        if (missing != null) throw stuck = missing;
        given.removeIf(command -> !open.containsKey(command.seq()));
        history = null;
        replay = List.<Recorded>of().iterator();
    }

    private @Nullable StuckError whatTheCodeLeftOut() {
        History journal = history;
        if (journal == null) return null;
        return journal.firstMissing(nextSeq)
                .map(seq -> StuckError.commandMissing(seq, journal.known(seq), SourceLine.current()))
                .orElse(null);
    }

    /** The line of the last command given: where it waits, to a line, without another walk of the stack. */
    private String whereItWaits() {
        return given.isEmpty() ? SourceLine.current() : given.getLast().line();
    }

    private void deliver(Recorded recorded) {
        position = recorded.position();
        switch (recorded.entry()) {
            case Entry.Completed completed -> {
                learnTime(recorded);
                delivered(completed);
            }
            case Entry.Signalled signalled -> {
                learnTime(recorded);
                delivered(signalled);
            }
            case Entry.Cancelled e -> {
                learnTime(recorded);
                if (!compensating) cancelled = new CancelledException(e.by(), e.reason());
            }
            case Entry.Started e -> {}
            case Entry.Called e -> {}
            case Entry.Finished e -> {}
        }
    }

    private void learnTime(Recorded recorded) {
        if (recorded.at().isAfter(now)) now = recorded.at();
    }

    /** Once, by the await that is under way. */
    private void throwIfCancelled() {
        CancelledException thrown = cancelled;
        cancelled = null;
        if (thrown != null) throw thrown;
    }

    /** The first that waits for the signal gets it; if nobody does, it waits for the first. */
    private void delivered(Entry.Signalled signalled) {
        for (OpenCommand<?> waiting : open.values()) {
            if (!waiting.isFor(signalled.signal())) continue;
            open.remove(waiting.command().seq());
            consume(waiting, signalled.payload());
            return;
        }
        signals.computeIfAbsent(signalled.signal(), none -> new ArrayDeque<>(1)).add(signalled.payload());
    }

    /** No entry says which command took a signal: it follows from the order of the journal. */
    private void consume(OpenCommand<?> waiting, String payload) {
        if (!given.remove(waiting.command())) unwanted.add(waiting.command());
        within(waiting.scope(), () -> succeed(waiting, new Outcome.Success(payload, null)));
    }

    private void delivered(Entry.Completed completed) {
        OpenCommand<?> command = open.remove(completed.seq());
        if (command != null) {
            complete(command, completed);
        } else if (completed.seq() >= nextSeq && history != null) {
            throw stuck =
                    StuckError.commandMissing(completed.seq(), history.known(completed.seq()), SourceLine.current());
        }
    }

    private <T> void complete(OpenCommand<T> command, Entry.Completed completed) {
        within(command.scope(), () -> completePromise(command, completed));
    }

    /** Commands that callbacks give belong to where the callback belongs. */
    private void within(Scope inner, Runnable body) {
        Scope outer = scope;
        scope = inner;
        try {
            body.run();
        } finally {
            scope = outer;
        }
    }

    /** Begins a branch in a scope of its own; what it throws at once is its failure. */
    <T> Future<T> begin(Scope inner, Branch<T> branch) {
        Scope outer = scope;
        scope = inner;
        try {
            return branch.begin();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        } finally {
            scope = outer;
        }
    }

    /** A scope for a branch of what runs now. */
    Scope newBranch() {
        return scope.branch();
    }

    /** The branch has lost: its open commands are cancelled, and it gives no more. */
    void lose(Scope branch) {
        branch.lose();
        Iterator<OpenCommand<?>> candidates = open.values().iterator();
        while (candidates.hasNext()) {
            OpenCommand<?> candidate = candidates.next();
            if (!candidate.scope().isLost()) continue;
            candidates.remove();
            boolean neverLeft =
                    given.remove(candidate.command()) && !candidate.command().recorded();
            if (!neverLeft) unwanted.add(candidate.command());
        }
    }

    private <T> void completePromise(OpenCommand<T> command, Entry.Completed completed) {
        switch (completed.outcome()) {
            case Outcome.Success success -> succeed(command, success);
            case Outcome.Failure failure ->
                command.promise().tryFail(command.reader().exception(failure));
        }
    }

    private <T> void succeed(OpenCommand<T> command, Outcome.Success success) {
        T value;
        try {
            value = command.reader().read(success);
        } catch (Exception e) {
            Command given = command.command();
            throw stuck = StuckError.unreadableResult(
                    "command %d, %s '%s'".formatted(given.seq(), given.kind().wireName(), given.name()), e);
        }
        command.promise().tryComplete(value);
    }

    /** Gives a command; it is carried out when the workflow next waits, unless the journal has its result. */
    <T> Future<T> give(Kind kind, String name, Request request, OutcomeReader<T> reader) {
        requireOwnThread("flow." + kind.wireName());
        requireUnstuck();
        if (scope.isLost()) return Promise.<T>promise().future();
        int seq = nextSeq;
        History.Known known;
        try {
            known = history == null ? null : history.recall(seq, kind, name, SourceLine::current);
        } catch (StuckError e) {
            stuck = e;
            throw e;
        }
        nextSeq++;
        String line = known == null ? SourceLine.current() : known.line();
        Promise<T> promise = Promise.promise();
        Command command = new Command(seq, kind, name, line, request, known != null && known.called());
        open.put(seq, new OpenCommand<>(command, scope, promise, reader));
        given.add(command);
        takeBufferedSignal(command);
        return promise.future();
    }

    private void takeBufferedSignal(Command command) {
        if (!(command.request() instanceof Request.Signal signal)) return;
        Deque<String> buffered = signals.get(signal.name());
        if (buffered == null || buffered.isEmpty()) return;
        OpenCommand<?> waiting = open.remove(command.seq());
        if (waiting != null) consume(waiting, buffered.remove());
    }

    /** The number that the next command will get. */
    int nextSeq() {
        return nextSeq;
    }

    Instant now() {
        return now;
    }

    ClassLoader loader() {
        ClassLoader loader = definition.type().getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    void requireOwnThread(String what) {
        if (Thread.currentThread() != thread) throw FlowMisuseException.wrongThread(what);
    }

    /** Code that caught the error and went on gets it again. */
    private void requireUnstuck() {
        if (stuck != null) throw stuck;
    }

    private record OpenCommand<T>(Command command, Scope scope, Promise<T> promise, OutcomeReader<T> reader) {
        boolean isFor(String signal) {
            return command.request() instanceof Request.Signal wanted
                    && wanted.name().equals(signal);
        }
    }
}
