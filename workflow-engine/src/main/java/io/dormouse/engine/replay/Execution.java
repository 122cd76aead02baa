package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.flow.CurrentFlow;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ThreadFactory;
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
    private final Map<Integer, OpenCommand<?>> open = new HashMap<>(4);
    private final Thread thread;

    private Iterator<Recorded> replay;
    private @Nullable History history;
    private List<Command> given = new ArrayList<>(2);
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
        this.flow = new JournaledFlow(this, services, started.origin());
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
        }
        if (stuck == null) stuck = whatTheCodeLeftOut();
        return stuck == null ? new Report.Ended(outcome) : new Report.Stuck(stuck.failure(), SourceLine.current());
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object run() throws Exception {
        Object input;
        try {
            input = Values.read(started.input(), definition.input());
        } catch (Exception e) {
            throw StuckError.unreadableInput(e);
        }
        return ((Workflow<Object, Object>) definition.instances().get()).run(input, flow);
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
            deliver(nextEntry());
            requireUnstuck();
        }
    }

    private Recorded nextEntry() {
        if (replay.hasNext()) return replay.next();
        if (history != null) finishReplay();
        Recorded next = mailbox.poll();
        if (next != null) return next;
        if (open.isEmpty()) throw FlowMisuseException.nobodyCanComplete();
        List<Command> handOver = given;
        given = new ArrayList<>(2);
        reports.report(this, new Report.Parked(handOver, whereItWaits(), position));
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
        if (!(recorded.entry() instanceof Entry.Completed completed)) return;
        if (recorded.at().isAfter(now)) now = recorded.at();
        OpenCommand<?> command = open.remove(completed.seq());
        if (command != null) {
            complete(command, completed);
        } else if (completed.seq() >= nextSeq && history != null) {
            throw stuck =
                    StuckError.commandMissing(completed.seq(), history.known(completed.seq()), SourceLine.current());
        }
    }

    private <T> void complete(OpenCommand<T> command, Entry.Completed completed) {
        switch (completed.outcome()) {
            case Outcome.Success success -> {
                T value;
                try {
                    value = command.reader().read(success);
                } catch (Exception e) {
                    throw stuck = StuckError.unreadableResult(
                            "command %d, %s '%s'"
                                    .formatted(completed.seq(), completed.kind().wireName(), completed.name()),
                            e);
                }
                command.promise().tryComplete(value);
            }
            case Outcome.Failure failure ->
                command.promise().tryFail(command.reader().exception(failure));
        }
    }

    /** Gives a command; it is carried out when the workflow next waits, unless the journal has its result. */
    <T> Future<T> give(Kind kind, String name, Request request, OutcomeReader<T> reader) {
        requireOwnThread("flow." + kind.wireName());
        requireUnstuck();
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
        open.put(seq, new OpenCommand<>(promise, reader));
        given.add(new Command(seq, kind, name, line, request, known != null && known.called()));
        return promise.future();
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

    private record OpenCommand<T>(Promise<T> promise, OutcomeReader<T> reader) {}
}
