package io.dormouse.simulator.database;

import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The database server: carries out statements, each an event of its own, and keeps what is committed. */
public final class Server {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final long STATEMENT_MICROS = 400;
    private static final long LONG_PAUSE_MICROS = 7_000_000;

    private final Timeline timeline;
    private final Chance chance;
    private final Tables tables = new Tables();
    private final Locks locks = new Locks();
    private long clockError;

    /** An empty database. */
    public Server(Timeline timeline, Chance chance) {
        this.timeline = timeline;
        this.chance = chance;
    }

    /** What is committed. */
    public Tables tables() {
        return tables;
    }

    /** Its clock, which people may set. */
    public Instant now() {
        return EPOCH.plus(timeline.now() + clockError, ChronoUnit.MICROS);
    }

    /** Somebody sets the clock. */
    public void jump(long micros) {
        clockError += micros;
    }

    /** Whether no transaction holds or wants a lock. */
    public boolean isIdle() {
        return locks.isEmpty();
    }

    /** Carries out a statement of a transaction; empty when it has succeeded. After a failure the transaction is rolled back. */
    void execute(Transaction transaction, Statement statement, Consumer<Optional<SqlFailure>> done) {
        timeline.after(chance.upTo(STATEMENT_MICROS), () -> {
            if (transaction.isOver()) return;
            lockThenRun(transaction, statement, statement.locks().iterator(), done);
        });
    }

    private void lockThenRun(
            Transaction transaction, Statement statement, Iterator<Lock> wanted, Consumer<Optional<SqlFailure>> done) {
        if (transaction.isOver()) return;
        while (wanted.hasNext()) {
            Locks.Answer answer =
                    locks.acquire(transaction, wanted.next(), () -> lockThenRun(transaction, statement, wanted, done));
            if (answer == Locks.Answer.WAIT) return;
            if (answer == Locks.Answer.DEADLOCK) {
                rollback(transaction);
                done.accept(Optional.of(SqlFailure.deadlock()));
                return;
            }
        }
        try {
            statement.run(transaction);
        } catch (SqlFailure failure) {
            rollback(transaction);
            done.accept(Optional.of(failure));
            return;
        }
        done.accept(Optional.empty());
    }

    /** Makes everything of a transaction visible at once. */
    void commit(Transaction transaction) {
        if (transaction.isOver()) return;
        transaction.apply();
        end(transaction);
    }

    void rollback(Transaction transaction) {
        if (!transaction.isOver()) end(transaction);
    }

    private void end(Transaction transaction) {
        transaction.end();
        for (Runnable next : locks.release(transaction)) timeline.after(chance.upTo(STATEMENT_MICROS), next);
    }

    /** Carries out statements that came at once, then the commit behind them. */
    void pipeline(List<Statement> statements, Consumer<Optional<SqlFailure>> done) {
        pipeline(new Transaction(), statements.iterator(), done);
    }

    /** The same, with a long pause behind the first statement. */
    void pipelineSlowly(List<Statement> statements, Consumer<Optional<SqlFailure>> done) {
        Transaction transaction = new Transaction();
        Iterator<Statement> script = statements.iterator();
        execute(transaction, script.next(), failure -> {
            if (failure.isPresent()) done.accept(failure);
            else timeline.after(chance.upTo(LONG_PAUSE_MICROS), () -> pipeline(transaction, script, done));
        });
    }

    private void pipeline(
            Transaction transaction, Iterator<Statement> statements, Consumer<Optional<SqlFailure>> done) {
        if (!statements.hasNext()) {
            timeline.after(chance.upTo(STATEMENT_MICROS), () -> {
                commit(transaction);
                done.accept(Optional.empty());
            });
            return;
        }
        execute(transaction, statements.next(), failure -> {
            if (failure.isPresent()) done.accept(failure);
            else pipeline(transaction, statements, done);
        });
    }

    /** Statements whose sender freezes or vanishes before the commit: they hold their locks until the server loses patience. */
    void pipelineWithoutCommit(List<Statement> statements, long patienceMicros) {
        Transaction transaction = new Transaction();
        List<Statement> first = statements.subList(0, chance.between(1, statements.size()));
        runAll(transaction, first.iterator());
        timeline.after(patienceMicros, () -> rollback(transaction));
    }

    private void runAll(Transaction transaction, Iterator<Statement> statements) {
        if (!statements.hasNext()) return;
        execute(transaction, statements.next(), failure -> {
            if (failure.isEmpty()) runAll(transaction, statements);
        });
    }
}
