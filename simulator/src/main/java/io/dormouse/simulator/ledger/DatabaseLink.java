package io.dormouse.simulator.ledger;

import io.dormouse.adapter.RowRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** The way of one process to the database: an answer may be lost although the commit succeeded, or come before it does. */
final class DatabaseLink {
    private static final long ONE_WAY = 2_000;
    private static final long LATE = 3_000_000;

    private final LedgerWorld world;
    private final Life life;

    DatabaseLink(LedgerWorld world, Life life) {
        this.world = world;
        this.life = life;
    }

    Life life() {
        return life;
    }

    /** Something that only reads. */
    <T> Future<T> read(Supplier<T> query) {
        return send(query, 0);
    }

    /** A transaction. */
    <T> Future<T> write(Supplier<T> transaction) {
        return send(
                () -> {
                    if (world.suffers(world.conditions().refused())) {
                        world.history().note("refused transaction");
                        throw new RowRefusedException(new IllegalStateException("could not serialize access"));
                    }
                    world.blows().atWork(life);
                    return transaction.get();
                },
                world.conditions().lateCommit());
    }

    private <T> Future<T> send(Supplier<T> work, double late) {
        Promise<T> answer = Promise.promise();
        if (world.suffers(world.conditions().lostRequest())) {
            world.history().note("lost request to the database");
            answer(() -> answer.fail(broken()));
        } else if (world.suffers(late)) {
            answer(() -> answer.fail(broken()));
            world.after(world.chance().upTo(LATE), () -> {
                world.history().note("late commit");
                Future.future(done -> done.complete(work.get()));
            });
        } else {
            world.after(world.chance().upTo(ONE_WAY), () -> {
                boolean lost = world.suffers(world.conditions().lostAnswer());
                if (lost) world.history().note("lost answer of the database");
                Future<T> result = Future.future(done -> done.complete(work.get()));
                answer(() -> answer.handle(lost ? Future.failedFuture(broken()) : result));
            });
        }
        return answer.future();
    }

    private void answer(Runnable told) {
        world.after(world.chance().upTo(ONE_WAY), () -> life.execute(told));
    }

    private static RuntimeException broken() {
        return new IllegalStateException("the connection broke");
    }
}
