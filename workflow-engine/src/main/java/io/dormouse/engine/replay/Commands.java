package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Branch;
import io.dormouse.flow.FlowMisuseException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands that a workflow has given and that have no result yet, and the signals that nobody has taken yet. */
final class Commands {
    private final Origins origins;
    private final History whole;
    /** In program order, so that one is found by halves. */
    private List<Open<?>> open = List.of();

    private Map<String, Deque<Buffered>> signals = Map.of();
    private List<Command> given = List.of();
    private List<Unwanted> unwanted = List.of();
    private Scope scope = Scope.ofTheWorkflow();
    private int nextSeq;
    private int arrived;

    /** A signal that waits for somebody to ask for it. @param number in the order of arrival */
    private record Buffered(int number, Entry.Signalled signal) {}

    private record Open<T>(Command command, Scope scope, Promise<T> promise, OutcomeReader<T> reader) {
        boolean isFor(String signal) {
            return command.request() instanceof Request.Signal wanted
                    && wanted.name().equals(signal);
        }
    }

    /** @param whole the journal with which the run begins */
    Commands(Origins origins, History whole) {
        this.origins = origins;
        this.whole = whole;
    }

    /** The number that the next command will get. */
    int nextSeq() {
        return nextSeq;
    }

    boolean areNoneOpen() {
        return open.isEmpty();
    }

    /** Whether a workflow that is to be left alone has not been started yet. */
    boolean isDetaching() {
        return open.stream().anyMatch(one -> one.command().kind() == Kind.DETACH);
    }

    /** Gives a command; it is carried out when the workflow next waits, unless the journal has its result. */
    <T> Future<T> give(Kind kind, String name, Making making, OutcomeReader<T> reader, @Nullable History history) {
        if (scope.isLost()) return Promise.<T>promise().future();
        int seq = nextSeq;
        History.Known known = history == null ? null : history.recall(seq, kind, name, SourceLine::current);
        Origins.Made made = origins.make(seq, kind, name, making, this::abandon);
        boolean recorded = known != null && known.key().equals(made.origin().key(seq));
        nextSeq++;
        Command command = new Command(
                seq,
                kind,
                name,
                known == null ? SourceLine.current() : known.line(),
                made.request(),
                recorded,
                recorded || made.carried(),
                made.origin(),
                history == null ? Optional.empty() : history.progress(seq),
                reader);
        Promise<T> promise = Promise.promise();
        open = Few.with(open, new Open<>(command, scope, promise, reader));
        given = Few.with(given, command);
        takeBufferedSignal(command);
        return promise.future();
    }

    /** Once: what the journal has as withdrawn is not withdrawn again by every replay. */
    private void abandon(Unwanted lost) {
        if (!whole.isWithdrawn(lost.origin().key(lost.seq()))) addUnwanted(lost);
    }

    private void addUnwanted(Unwanted lost) {
        unwanted = Few.with(unwanted, lost);
    }

    private void takeBufferedSignal(Command command) {
        if (!(command.request() instanceof Request.Signal signal)) return;
        Deque<Buffered> buffered = signals.get(signal.name());
        if (buffered == null || buffered.isEmpty()) return;
        Open<?> waiting = close(command.seq());
        if (waiting != null) consume(waiting, buffered.remove().signal().payload());
    }

    /** The first that waits for the signal gets it; if nobody does, it waits for the first. */
    void deliver(Entry.Signalled signalled) {
        for (int index = 0; index < open.size(); index++) {
            if (!open.get(index).isFor(signalled.signal())) continue;
            consume(closeAt(index), signalled.payload());
            return;
        }
        if (signals.isEmpty()) signals = new HashMap<>(2);
        signals.computeIfAbsent(signalled.signal(), none -> new ArrayDeque<>(1))
                .add(new Buffered(arrived++, signalled));
    }

    /** No entry says which command took a signal: it follows from the order of the journal. */
    private void consume(Open<?> waiting, String payload) {
        if (!withdraw(waiting.command())) addUnwanted(Unwanted.of(waiting.command()));
        within(waiting.scope(), () -> succeed(waiting, new Outcome.Success(payload, null)));
    }

    /** Signals that nobody has taken, in the order in which they came. */
    List<Entry.Signalled> untaken() {
        return signals.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparing(Buffered::number))
                .map(Buffered::signal)
                .toList();
    }

    /** Completes a command with its outcome; says whether it was open. */
    boolean deliver(Entry.Completed completed) {
        Open<?> command = close(completed.seq());
        if (command == null) return false;
        within(command.scope(), () -> complete(command, completed.outcome()));
        return true;
    }

    private static <T> void complete(Open<T> command, Outcome outcome) {
        switch (outcome) {
            case Outcome.Success success -> succeed(command, success);
            case Outcome.Failure failure ->
                command.promise().tryFail(command.reader().exception(failure));
        }
    }

    private static <T> void succeed(Open<T> command, Outcome.Success success) {
        T value;
        try {
            value = command.reader().read(success);
        } catch (Exception e) {
            Command given = command.command();
            throw StuckError.unreadableResult(
                    "command %d, %s '%s' (given at %s),"
                            .formatted(given.seq(), given.kind().wireName(), given.name(), given.line()),
                    e);
        }
        command.promise().tryComplete(value);
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

    /** What is given now belongs to the workflow and to no branch. */
    void leaveBranches() {
        scope = Scope.ofTheWorkflow();
    }

    boolean isInLostBranch() {
        return scope.isLost();
    }

    /** The branch has lost: its open commands are cancelled, and it gives no more. */
    void lose(Scope branch) {
        branch.lose();
        for (Open<?> candidate : List.copyOf(open)) {
            Command command = candidate.command();
            if (!candidate.scope().isLost()) continue;
            close(command.seq());
            boolean mayHaveLeft = mayHaveLeft(command);
            withdraw(command);
            if (mayHaveLeft) abandon(Unwanted.of(command, true));
        }
    }

    /** A command is open no more; null if it was not open. */
    private @Nullable Open<?> close(int seq) {
        int index = indexOf(seq);
        return index < 0 ? null : closeAt(index);
    }

    private Open<?> closeAt(int index) {
        Open<?> closed = open.get(index);
        open = Few.without(open, index);
        return closed;
    }

    private boolean isOpen(int seq) {
        return indexOf(seq) >= 0;
    }

    /** Negative if it is not open. */
    private int indexOf(int seq) {
        int from = 0;
        int to = open.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (open.get(middle).command().seq() < seq) from = middle + 1;
            else to = middle;
        }
        return from < open.size() && open.get(from).command().seq() == seq ? from : -1;
    }

    /** What the owner was told of may have left by now, whatever the journal said then. */
    private boolean mayHaveLeft(Command command) {
        return command.mayHaveLeft() || !given.contains(command);
    }

    /** What has no result when the code ends; a replay may end without ever having told of it. */
    List<Unwanted> leftOpen() {
        open.forEach(one -> abandon(Unwanted.of(one.command(), mayHaveLeft(one.command()))));
        origins.abandoned().forEach(this::abandon);
        return takeUnwanted();
    }

    /** Nobody has to hear of the command any more; says whether nobody has heard of it yet. */
    private boolean withdraw(Command command) {
        int index = given.indexOf(command);
        if (index >= 0) given = Few.without(given, index);
        return index >= 0;
    }

    /** The replay is over: what was completed needs nothing any more. */
    void forgetCompleted() {
        given = given.stream().filter(command -> isOpen(command.seq())).toList();
    }

    /** A command that is given after the last await, from this number on, never begins, and nobody would notice. */
    void requireNothingForgotten(int from) {
        for (Command command : given) {
            boolean forgotten = command.seq() >= from && isOpen(command.seq());
            if (forgotten && command.kind() != Kind.DETACH)
                throw FlowMisuseException.neverAwaited(command.name(), command.line());
        }
    }

    /** The line of the last command given; looking where the code is now costs as much as all else that a fast step does here. */
    String lastLine(Supplier<String> otherwise) {
        return given.isEmpty() ? otherwise.get() : given.getLast().line();
    }

    List<Command> takeGiven() {
        List<Command> taken = List.copyOf(given);
        given = List.of();
        return taken;
    }

    List<Unwanted> takeUnwanted() {
        List<Unwanted> taken = List.copyOf(unwanted);
        unwanted = List.of();
        return taken;
    }
}
