package io.dormouse.simulator.database;

import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Process;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way from one process to the database and back: takes time, breaks, and is cut when the process dies. */
public final class Link {
    private static final long PATIENCE_MICROS = 1_500_000;

    private final Timeline timeline;
    private final Chance chance;
    private final Faults faults;
    private final Server server;
    private final Process process;

    /** Of a process to a server. */
    public Link(Timeline timeline, Chance chance, Faults faults, Server server, Process process) {
        this.timeline = timeline;
        this.chance = chance;
        this.faults = faults;
        this.server = server;
        this.process = process;
    }

    /** The database cannot be reached, or has gone in the middle. */
    public static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    Server server() {
        return server;
    }

    /** One query: a snapshot of its own, between any two events of the server. */
    public <T> Future<T> read(Supplier<T> query) {
        Promise<T> answer = Promise.promise();
        boolean fails = faults.readFails();
        timeline.after(faults.networkMicros(), () -> {
            T result = query.get();
            process.later(faults.networkMicros(), () -> {
                if (fails) answer.fail(new BrokenException("the connection broke under a query"));
                else answer.complete(result);
            });
        });
        return answer.future();
    }

    /**
     * A transaction that the process leads: each statement is sent when the one before it was answered.
     *
     * @param body gives the statements to the session
     */
    public <T> Future<T> transaction(Function<Session, Future<T>> body) {
        Session session = new Session();
        return body.apply(session).compose(result -> session.commit().map(done -> result), failure -> {
            session.rollback();
            return Future.failedFuture(failure);
        });
    }

    /** A connection with an open transaction. */
    public final class Session {
        private final Transaction transaction = new Transaction();

        private Session() {
            // A dead process is noticed by its socket, a frozen one only by its silence.
            watch();
        }

        private void watch() {
            timeline.after(PATIENCE_MICROS, () -> {
                if (transaction.isOver()) return;
                if (process.isDead()) server.rollback(transaction);
                else watch();
            });
        }

        Future<Void> execute(Statement statement) {
            Promise<Void> answer = Promise.promise();
            boolean breaks = faults.readFails();
            timeline.after(faults.networkMicros(), () -> {
                if (transaction.isOver()) return;
                if (breaks) {
                    server.rollback(transaction);
                    process.later(
                            faults.networkMicros(), () -> answer.fail(new BrokenException("the connection broke")));
                    return;
                }
                server.execute(
                        transaction,
                        statement,
                        failure -> process.later(faults.networkMicros(), () -> {
                            if (failure.isPresent()) answer.fail(failure.get());
                            else answer.complete();
                        }));
            });
            return answer.future();
        }

        private Future<Void> commit() {
            Promise<Void> answer = Promise.promise();
            boolean lost = faults.readFails();
            timeline.after(faults.commitMicros(), () -> {
                server.commit(transaction);
                process.later(faults.networkMicros(), () -> {
                    if (lost) answer.fail(new BrokenException("the answer to a commit was lost"));
                    else answer.complete();
                });
            });
            return answer.future();
        }

        private void rollback() {
            timeline.after(faults.networkMicros(), () -> server.rollback(transaction));
        }
    }

    /** What became of a pipeline. */
    interface Outcome {
        void committed();

        void refused(SqlFailure failure);

        /** Nobody knows. */
        void lost();
    }

    /** Statements and their commit, sent at once. */
    void pipeline(Faults.Exchange fate, List<Statement> script, Outcome outcome) {
        switch (fate) {
            case WORKS -> send(faults.networkMicros(), script, outcome);
            case UNAVAILABLE -> answer(() -> outcome.refused(SqlFailure.shuttingDown()));
            case NEVER_ARRIVES -> answer(outcome::lost);
            case ANSWER_LOST -> {
                timeline.after(faults.networkMicros(), () -> server.pipeline(script, done -> answer(outcome::lost)));
            }
            case LATE -> {
                timeline.after(chance.upTo(4_000_000), () -> server.pipeline(script, done -> {}));
                answer(outcome::lost);
            }
            case STALLS ->
                timeline.after(
                        faults.networkMicros(),
                        () -> server.pipelineSlowly(
                                script,
                                failure -> answer(() -> {
                                    if (failure.isPresent()) outcome.refused(failure.get());
                                    else outcome.committed();
                                })));
            case HALF -> {
                timeline.after(faults.networkMicros(), () -> server.pipelineWithoutCommit(script, PATIENCE_MICROS));
                answer(outcome::lost);
            }
        }
    }

    private void send(long micros, List<Statement> script, Outcome outcome) {
        timeline.after(
                micros,
                () -> server.pipeline(
                        script,
                        failure -> answer(() -> {
                            if (failure.isPresent()) outcome.refused(failure.get());
                            else outcome.committed();
                        })));
    }

    private void answer(Runnable hear) {
        process.later(faults.networkMicros(), hear);
    }
}
