package io.dormouse.gateway;

import com.fasterxml.jackson.databind.util.RawValue;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.gateway.http.Reply;
import io.dormouse.host.Database;
import io.dormouse.host.InTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes once that their service would make again: whoever repeats one under its name gets the first answer. The name
 * is taken before the change is asked for, and the answer is durable before it leaves; a change that was refused has not taken
 * its name. What a gateway did not live to hear an answer to is asked for again. On the event loop of the verticle.
 */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLEANED_EVERY = Duration.ofHours(1);

    private static final String TAKE = """
        INSERT INTO answer (actor, key, digest, at) VALUES ($1, $2, $3, clock_timestamp())
        ON CONFLICT (actor, key) DO NOTHING\
        """;
    private static final String FIND = "SELECT digest, body::text AS body FROM answer WHERE actor = $1 AND key = $2";
    private static final String KEEP = """
        UPDATE answer SET body = $4::text::json
        WHERE actor = $1 AND key = $2 AND digest = $3 AND body IS NULL\
        """;
    private static final String LEAVE =
            "DELETE FROM answer WHERE actor = $1 AND key = $2 AND digest = $3 AND body IS NULL";
    private static final String CLEAN = "DELETE FROM answer WHERE at < clock_timestamp() - interval '7 days'";

    private final Vertx vertx;
    private final Database database;
    private final Map<Name, UnderWay> underWay = new HashMap<>();
    private Pool pool;

    /** What a client calls a change. */
    record Name(String actor, String key) {}

    private record UnderWay(String digest, Future<Reply> reply) {}

    Answers(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
        this.pool = database.pool(vertx, 1);
        vertx.setPeriodic(
                CLEANED_EVERY.toMillis(),
                fired -> ask(CLEAN, Tuple.tuple())
                        .onFailure(
                                failure -> log.warn("old answers could not be deleted; they are next time", failure)));
    }

    /** Lets go of the database. */
    Future<Void> close() {
        return pool.close();
    }

    /** The answer to the change, from now or from then. @param digest what stands for all that the client wishes */
    Future<Reply> once(Name name, String digest, Supplier<Future<Reply>> change) {
        UnderWay joined = underWay.get(name);
        if (joined != null) return joined.digest().equals(digest) ? joined.reply() : Future.failedFuture(reused(name));
        Future<Reply> reply = find(name, digest)
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> make(name, digest, change)));
        underWay.put(name, new UnderWay(digest, reply));
        return reply.onComplete(answered -> underWay.remove(name));
    }

    /** Two statements: one that does both could see neither the row that it met nor one of its own. */
    private Future<Optional<Reply>> find(Name name, String digest) {
        return ask(TAKE, Tuple.of(name.actor(), name.key(), digest))
                .compose(taken -> ask(FIND, Tuple.of(name.actor(), name.key())))
                .map(rows -> {
                    for (Row row : rows) {
                        if (!digest.equals(row.getString("digest"))) throw reused(name);
                        return Optional.ofNullable(row.getString("body")).map(body -> Reply.ok(new RawValue(body)));
                    }
                    return Optional.<Reply>empty();
                })
                .recover(this::unavailable);
    }

    private Future<Reply> make(Name name, String digest, Supplier<Future<Reply>> change) {
        return Future.<Void>succeededFuture()
                .compose(begun -> change.get())
                .compose(
                        reply -> ask(KEEP, Tuple.of(name.actor(), name.key(), digest, Reply.text(reply.body())))
                                .transform(kept -> {
                                    // The change is made; saying otherwise would only have it asked for again.
                                    if (kept.failed()) log.warn("the answer to {} is not kept", name, kept.cause());
                                    return Future.succeededFuture(reply);
                                }),
                        failure -> leave(name, digest, failure));
    }

    /** What was refused was not done, so that the name is free for what was meant; of anything else nobody knows. */
    private Future<Reply> leave(Name name, String digest, Throwable failure) {
        if (FailureMapper.problem(failure).status() == 503) return Future.failedFuture(failure);
        return ask(LEAVE, Tuple.of(name.actor(), name.key(), digest)).transform(left -> Future.failedFuture(failure));
    }

    private Future<RowSet<Row>> ask(String sql, Tuple parameters) {
        Pool asked = pool;
        return InTime.of(vertx, asked.preparedQuery(sql).execute(parameters), PATIENCE)
                .onFailure(failure -> replace(asked));
    }

    /** Its connection may be stuck behind a statement that never ends. */
    private void replace(Pool stuck) {
        if (pool != stuck) return;
        pool = database.pool(vertx, 1);
        stuck.close();
    }

    private <T> Future<T> unavailable(Throwable failure) {
        if (failure instanceof ContractException refusal) return Future.failedFuture(refusal);
        log.warn("{} does not say whether a change was answered before; it is refused", database, failure);
        return Future.failedFuture(CallFailure.UNAVAILABLE.exception("the database of the gateway does not answer"));
    }

    private static RuntimeException reused(Name name) {
        return CallFailure.KEY_REUSED.exception(
                "the Idempotency-Key %s was used for another change; choose another one".formatted(name.key()));
    }
}
