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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * One run of a workflow in memory: its code on a thread of its own, pulling entries only inside {@code await}.
 *
 * <pre>
 *   thread of the workflow                         owner
 *   run(input, flow) … gives commands …
 *   await(future)  ── Parked(commands, line) ──▶  carries them out, appends what comes of it,
 *        ▲                                         commits
 *        └───────────── put(entries) ◀───────────  hands the entries over
 * </pre>
 *
 * On a replay the journal is read first and commands are only noted; those that it leaves open are given to the owner when it
 * is read to its end. So the order of everything is the order of the journal and of nothing else.
 *
 * <p>All fields but the mailbox belong to the workflow's thread. One that is dropped by its owner never runs again: it waits in
 * its mailbox until the garbage collector takes both.
 */
public final class Execution {
    /** With so many entries delivered a run gets no more commands. */
    public static final long LONGEST_JOURNAL = 10_000;

    private final String id;
    private final Definition definition;
    private final Entry.Started started;
    private final Reports reports;
    private final Mailbox mailbox = new Mailbox();
    private final JournaledFlow flow;
    private final Origins origins;
    private final Commands commands;
    private final Thread thread;
    private Seldom seldom = Seldom.NOTHING;
    private Past past;
    private Facts facts;
    private int awaitedUpTo;
    private long position;
    private long delivered;
    private Instant now;

    /**
     * @param id the workflow's
     * @param journal all entries so far; the first is {@code Started}
     * @param threads makes the thread, which should be a virtual one; it gets the workflow's id as its name
     */
    public Execution(
            String id,
            Definition definition,
            List<Recorded> journal,
            Services services,
            Reports reports,
            ThreadFactory threads) {
        Recorded first = journal.getFirst();
        History whole = History.of(journal);
        this.id = id;
        this.definition = definition;
        this.started = (Entry.Started) first.entry();
        this.reports = reports;
        this.past = Past.of(journal, whole);
        this.facts = Facts.of(started.tags());
        this.position = first.position();
        this.now = first.at();
        this.origins = new Origins(started.origin(), journal, whole);
        this.commands = new Commands(origins, whole);
        this.flow = new JournaledFlow(this, services, Retry.none());
        this.thread = threads.newThread(this::runToTheEnd);
        thread.setName(id);
        CurrentFlow.bind(thread, flow);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Hands over entries that are committed. Called by the owner, in the order of positions. */
    public void put(List<Recorded> entries) {
        mailbox.put(entries);
    }

    /** What the workflow was started with. */
    public Entry.Started started() {
        return started;
    }

    /** The thread that runs the code. */
    public Thread thread() {
        return thread;
    }

    /** Where the thread is right now, for one that does not come back. Callable from any thread. */
    public StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    private void runToTheEnd() {
        thread.setContextClassLoader(definition.type().getClassLoader());
        reports.report(this, outcome());
    }

    private Report outcome() {
        Outcome outcome;
        boolean byCancellation = false;
        try {
            outcome = run();
        } catch (NextRun e) {
            outcome = Outcome.NOTHING;
        } catch (StuckError e) {
            outcome = getStuck(e).failure();
        } catch (LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            outcome = getStuck(StuckError.doesNotLink(e)).failure();
        } catch (Throwable e) {
            outcome = Outcome.Failure.of(e);
            byCancellation = e instanceof CancelledException;
        }
        StuckError stuck = seldom.stuck == null ? past.leftOut(commands.nextSeq()) : seldom.stuck;
        if (stuck != null) return new Report.Stuck(stuck.failure(), SourceLine.current());
        List<Unwanted> unwanted = commands.leftOpen();
        String nextInput = seldom.nextInput;
        return nextInput == null
                ? new Report.Ended(outcome, byCancellation, unwanted, facts)
                : new Report.Continued(nextInput, untaken(), position, unwanted, facts);
    }

    /** What the run leaves to the next one: a replay may come to its end before it has read its whole journal. */
    private List<Entry> untaken() {
        List<Entry> untaken = new ArrayList<>(commands.untaken());
        seldom.cancellation.unheard().ifPresent(untaken::add);
        while (past.hasNext()) {
            Recorded unread = past.next();
            position = unread.position();
            if (unread.entry() instanceof Entry.Signalled
                    || unread.entry() instanceof Entry.Cancelled && !seldom.cancellation.isIgnored())
                untaken.add(unread.entry());
        }
        return untaken;
    }

    @SuppressWarnings("unchecked")
    private Outcome run() throws Throwable {
        Object input;
        try {
            input = Values.read(started.input(), definition.input());
        } catch (Exception e) {
            throw StuckError.unreadableInput(e);
        }
        try {
            Object result = ((Workflow<Object, Object>) definition.instances().get()).run(input, flow);
            if (seldom.nextInput == null) commands.requireNothingForgotten(awaitedUpTo);
            Outcome outcome = new Outcome.Success(Values.write("the result of the workflow", result), null);
            startWhatIsLeftAlone();
            return outcome;
        } catch (NextRun e) {
            startWhatIsLeftAlone();
            throw e;
        } catch (StuckError | LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            throw e;
        } catch (Throwable failure) {
            if (seldom.nextInput == null) undo(failure);
            startWhatIsLeftAlone();
            throw failure;
        }
    }

    /** What the workflow has done is undone, even if somebody cancels it meanwhile, and however long its journal is. */
    private void undo(Throwable failure) {
        mine().cancellation.ignore();
        commands.leaveBranches();
        mine().sagas.undo(flow, failure);
    }

    /** A workflow that is to be left alone must have been started before this one is gone. */
    private void startWhatIsLeftAlone() {
        if (!commands.isDetaching()) return;
        if (seldom.nextInput == null) mine().cancellation.ignore();
        deliverUntil(() -> !commands.isDetaching());
    }

    private Seldom mine() {
        if (seldom == Seldom.NOTHING) seldom = new Seldom();
        return seldom;
    }

    Saga newSaga() {
        return mine().sagas.begin();
    }

    /** Ends the run in favour of the next one. */
    Error continueAsNew(Object input) {
        requireOwnThread("flow.continueAsNew");
        requireUnstuck();
        if (seldom.sagas.haveSomethingToUndo()) throw FlowMisuseException.sagaIsOpen();
        mine().nextInput = Values.write("the input of the next run", input);
        return new NextRun();
    }

    /** Waits until the future is complete, delivering entries meanwhile: callbacks run right here. */
    void awaitCompletion(Future<?> future) {
        requireOwnThread("await");
        requireUnstuck();
        while (!future.isComplete()) {
            seldom.cancellation.throwIfUnheard();
            if (commands.isInLostBranch()) throw FlowMisuseException.branchHasLost();
            deliver(nextEntry());
            requireUnstuck();
            seldom.cancellation.throwIfUnheard();
        }
    }

    private void deliverUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            deliver(nextEntry());
            requireUnstuck();
        }
    }

    /** Whether a change of the code is in force; waits until that is durable. */
    boolean changed(String change) {
        requireOwnThread("flow.changed");
        requireUnstuck();
        if (!seldom.changes.isDecided(change)) {
            if (isBehind(change)) mine().changes.refuse(change);
            else enforce(change);
        }
        return seldom.changes.isInForce(change);
    }

    /** Requires that a change of the code is in force. */
    void retire(String change) {
        requireOwnThread("flow.retire");
        requireUnstuck();
        boolean isDecided = seldom.changes.isDecided(change);
        boolean tookTheOldPath = isDecided ? !seldom.changes.isInForce(change) : isBehind(change);
        if (tookTheOldPath) throw getStuck(StuckError.changeRetired(change, SourceLine.current()));
        if (!isDecided) enforce(change);
    }

    private boolean isBehind(String change) {
        return past.isBehind(change, position, commands.nextSeq());
    }

    private void enforce(String change) {
        if (!past.has(change)) mine().changes.want(change);
        deliverUntil(() -> seldom.changes.isDecided(change));
    }

    private Recorded nextEntry() {
        // Whoever asks for an entry waits, be it in await or in changed: what was given before will have begun.
        awaitedUpTo = commands.nextSeq();
        if (past.hasNext()) return past.next();
        if (past.history() != null) finishReplay();
        Recorded next = mailbox.poll();
        if (next != null) return next;
        if (commands.areNoneOpen() && !seldom.changes.areWanted()) throw FlowMisuseException.nobodyCanComplete();
        String line = commands.lastLine(SourceLine::current);
        reports.report(
                this,
                new Report.Parked(
                        commands.takeGiven(),
                        commands.takeUnwanted(),
                        seldom.changes.takeWanted(),
                        facts,
                        line,
                        position));
        return mailbox.take();
    }

    /** What was noted during the replay and is still open is carried out now; what was completed needs nothing. */
    private void finishReplay() {
        StuckError missing = past.leftOut(commands.nextSeq());
        if (missing != null) throw getStuck(missing);
        commands.forgetCompleted();
        past = past.leave();
    }

    private void deliver(Recorded recorded) {
        position = recorded.position();
        origins.reach(position);
        switch (recorded.entry()) {
            case Entry.Completed completed -> {
                learnTime(recorded);
                delivered(completed);
            }
            case Entry.Signalled signalled -> {
                learnTime(recorded);
                sticking(() -> commands.deliver(signalled));
            }
            case Entry.Cancelled e -> {
                learnTime(recorded);
                mine().cancellation.arrive(e);
            }
            case Entry.Changed e -> {
                delivered++;
                mine().changes.enforce(e.change());
            }
            default -> {}
        }
    }

    private void learnTime(Recorded recorded) {
        delivered++;
        if (recorded.at().isAfter(now)) now = recorded.at();
    }

    private void delivered(Entry.Completed completed) {
        boolean[] wasOpen = new boolean[1];
        sticking(() -> wasOpen[0] = commands.deliver(completed));
        StuckError missing = wasOpen[0] ? null : past.leftOut(commands.nextSeq());
        if (missing != null && completed.seq() >= commands.nextSeq()) throw getStuck(missing);
    }

    /** Code that catches the error and goes on gets it again. */
    private void sticking(Runnable body) {
        try {
            body.run();
        } catch (StuckError e) {
            throw getStuck(e);
        }
    }

    private StuckError getStuck(StuckError why) {
        mine().stuck = why;
        return why;
    }

    /** Gives a command; it is carried out when the workflow next waits, unless the journal has its result. */
    <T> Future<T> give(Kind kind, String name, Making making, OutcomeReader<T> reader) {
        requireOwnThread("flow." + kind.wireName());
        requireUnstuck();
        if (delivered >= LONGEST_JOURNAL && !seldom.sagas.areBeingUndone())
            throw FlowMisuseException.journalTooLong(LONGEST_JOURNAL);
        try {
            return commands.give(kind, name, making, reader, past.history());
        } catch (StuckError e) {
            throw getStuck(e);
        }
    }

    <T> Future<T> begin(Scope inner, Branch<T> branch) {
        return commands.begin(inner, branch);
    }

    Scope newBranch() {
        return commands.newBranch();
    }

    void lose(Scope branch) {
        commands.lose(branch);
    }

    Origins origins() {
        return origins;
    }

    Facts facts() {
        return facts;
    }

    void say(Facts newFacts) {
        facts = newFacts;
    }

    /** The workflow's id. */
    String id() {
        return id;
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

    private void requireUnstuck() {
        StuckError stuck = seldom.stuck;
        if (stuck != null) throw stuck;
    }
}
