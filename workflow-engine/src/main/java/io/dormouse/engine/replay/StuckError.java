package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import java.util.Optional;

/**
 * The code that runs and the journal that it replays do not fit. An {@code Error}, so that an author's
 * {@code catch (Exception e)} does not swallow it.
 */
final class StuckError extends Error {
    private static final long serialVersionUID = 1L;

    private final String type;

    private StuckError(String type, String message, Throwable cause) {
        super(message, cause, false, false);
        this.type = type;
    }

    private StuckError(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    Outcome.Failure failure() {
        return new Outcome.Failure(type, 0, String.valueOf(getMessage()), false);
    }

    static StuckError otherCommand(int seq, Kind kind, String name, String line, History.Known known) {
        return new StuckError(
                "MISMATCH",
                "command %d is %s '%s' at %s in the code, but %s '%s' (given at %s) in the journal; deploy code that fits, or rewind the workflow to before that command"
                        .formatted(
                                seq, kind.wireName(), name, line, known.kind().wireName(), known.name(), known.line()));
    }

    /** @param line where the code is; none if it has come to its end */
    static StuckError commandMissing(int seq, History.Known known, Optional<String> line) {
        return new StuckError(
                "MISMATCH",
                "the journal has command %d, %s '%s' (given at %s), but the code %s without having given it; deploy code that fits, or rewind the workflow to before that command"
                        .formatted(
                                seq,
                                known.kind().wireName(),
                                known.name(),
                                known.line(),
                                line.map("is at "::concat).orElse("has come to its end")));
    }

    static StuckError unreadableResult(String what, Throwable cause) {
        return new StuckError(
                "RESULT_UNREADABLE",
                "the recorded result of %s cannot be read by this code: %s; deploy code that can read it, or rewind the workflow to before it"
                        .formatted(what, Messages.firstLine(cause)),
                cause);
    }

    static StuckError changeRetired(String change, String line) {
        return new StuckError(
                "CHANGE_RETIRED",
                "this run went past %s before the change '%s' was made, and the code retires the old path; deploy code that still has it under flow.changed, or rewind the workflow to before that line"
                        .formatted(line, change));
    }

    static StuckError unreadableInput(Throwable cause) {
        return new StuckError(
                "INPUT_UNREADABLE",
                "the recorded input cannot be read by this code: %s; deploy code that can read it"
                        .formatted(Messages.firstLine(cause)),
                cause);
    }

    static StuckError doesNotLink(Throwable cause) {
        return new StuckError(
                "CODE_BROKEN",
                "the code does not link or ran out of memory: %s; deploy code that does not".formatted(cause),
                cause);
    }
}
