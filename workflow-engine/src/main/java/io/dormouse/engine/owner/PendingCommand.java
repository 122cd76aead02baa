package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.WaitRow;
import java.time.Instant;
import java.util.Optional;

/** A command without a result. */
final class PendingCommand {
    enum State {
        /** Its {@code Called} is to be committed before anything leaves. */
        NOTED,
        /** A step runs, or a call is with its service. */
        UNDER_WAY,
        /** It waits for a time or an event; a row can wait for it. */
        ASLEEP
    }

    final Command command;
    State state = State.NOTED;

    /** Whether its {@code Called} is in the journal or on its way there. */
    boolean noted;

    /**
     * Whether its {@code Called} has gone into a flush that was not certainly rolled back. Once that commits, another node may read
     * it and send the call, whatever this one has decided meanwhile.
     */
    boolean mayBeRead;

    /** What went wrong last with a call that is tried again; empty while nothing did. */
    String trouble = "";

    PendingCommand(Command command) {
        this.command = command;
        this.noted = command.recorded();
    }

    Optional<Request.ServiceCall> serviceCall() {
        return command.request().serviceCall();
    }

    /** The event that completes it, once it is that far. */
    Optional<String> eventKey() {
        boolean callsFirst = serviceCall().isPresent();
        return callsFirst && state != State.ASLEEP
                ? Optional.empty()
                : command.request().awaitedEvent();
    }

    /** The entry that says that it was given. */
    Entry.Called note() {
        return new Entry.Called(
                command.seq(),
                command.kind(),
                command.name(),
                command.line(),
                command.request().digest(),
                command.key());
    }

    /** What withdraws it, once it may have left. */
    CancellationRow withdrawal() {
        return CancellationRow.of(Unwanted.of(command));
    }

    boolean isTimerDueBy(Instant time) {
        return command.request() instanceof Request.Timer timer && !timer.due().isAfter(time);
    }

    /** The row that can wake it, in a form that tells it from any other. */
    Optional<WaitRow> row() {
        return command.request() instanceof Request.Timer timer
                ? Optional.of(new WaitRow.Timer(timer.due()))
                : command.request().awaitedEvent().map(WaitRow.Event::new);
    }

    /** Whether a row can wake it; a signal needs none, it wakes by being appended. */
    boolean needsRow() {
        return state == State.ASLEEP && !(command.request() instanceof Request.Signal);
    }

    /** Whether something may have left for a service. */
    boolean mayHaveLeft() {
        return serviceCall().isPresent() && (state != State.NOTED || mayBeRead || command.mayHaveLeft());
    }

    /** What people read: what it waits for or is busy with. */
    String description() {
        String what = switch (command.request()) {
            case Request.Local step -> "step " + command.name();
            case Request.ServiceCall call -> "call " + command.name();
            case Request.Timer timer -> "time " + timer.due();
            case Request.Event event -> "event " + event.key();
            case Request.Signal signal -> "signal " + signal.name();
            case Request.Ask ask -> ask.subject();
            case Request.Child child -> "child " + child.childId();
        };
        return trouble.isEmpty() ? what : "%s (%s)".formatted(what, trouble);
    }
}
