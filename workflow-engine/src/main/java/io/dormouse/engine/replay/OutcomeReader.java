package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Outcome;

/** Turns what is recorded of a command into what its future gives. */
interface OutcomeReader<T> extends Command.Reading {
    /** The value of a success; an exception means that this code cannot read it. */
    T read(Outcome.Success success) throws Exception;

    /** The exception of a failure. */
    RuntimeException exception(Outcome.Failure failure);

    @Override
    default void attempt(Outcome.Success success) throws Exception {
        read(success);
    }
}
