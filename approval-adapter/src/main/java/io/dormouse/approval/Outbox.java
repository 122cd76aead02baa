package io.dormouse.approval;

import io.dormouse.contracts.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings decisions to the workflows until each is acknowledged, many at once. Woken by the commit of a decision, and by the
 * clock for what was not acknowledged; what is lost on the way is in the table. Lives on the verticle's context.
 */
final class Outbox {
    /** The key of the event of a request, before its id. */
    static final String EVENT_PREFIX = "approval:";

    /** Where Postgres tells that a decision is committed. */
    static final String CHANNEL = "approval_outbox";

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 500;
    private static final int MAX_FAILURE = 1_000;
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final OutboxTable table;
    private final Postman postman;
    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int underWay;
    private boolean claiming;
    private boolean wokenMeanwhile;
    private boolean settling;
    private boolean closed;
    private long timer = -1;

    Outbox(Vertx vertx, OutboxTable table, Postman postman) {
        this.vertx = vertx;
        this.table = table;
        this.postman = postman;
    }

    /** Begins with what an earlier life did not bring to an end. */
    Future<Void> open() {
        return table.releaseAll().onSuccess(released -> wake());
    }

    /** Something may be due. */
    void wake() {
        if (closed) return;
        if (claiming || underWay >= AT_ONCE) {
            wokenMeanwhile = true;
            return;
        }
        vertx.cancelTimer(timer);
        claiming = true;
        wokenMeanwhile = false;
        int room = AT_ONCE - underWay;
        table.claim(room)
                .onComplete(
                        letters -> {
                            claiming = false;
                            letters.forEach(this::send);
                            if (wokenMeanwhile || letters.size() == room) wake();
                            else sleep();
                        },
                        failure -> {
                            claiming = false;
                            log.warn("decisions cannot be read from the outbox: {}", failure.toString());
                            wakeIn(AWAY);
                        });
    }

    private void sleep() {
        table.nextDue(SWEEP).onComplete(this::wakeIn, failure -> wakeIn(AWAY));
    }

    private void wakeIn(Duration delay) {
        if (closed) return;
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> wake());
    }

    private void send(OutboxTable.Letter letter) {
        underWay++;
        postman.deliver(letter)
                .onComplete(
                        done -> {
                            acknowledged.add(letter.approvalId());
                            settle();
                        },
                        failure -> {
                            log.warn(
                                    "the decision of {} did not reach the workflows: {}",
                                    letter.approvalId(),
                                    failure.toString());
                            failed.add(letter.approvalId());
                            failures.add(storable(failure));
                            settle();
                        });
    }

    /** While what became of some is written, the next gather. What cannot be written is sent again. */
    private void settle() {
        if (settling || closed) return;
        settling = true;
        List<String> done = List.copyOf(acknowledged);
        List<String> open = List.copyOf(failed);
        List<String> why = List.copyOf(failures);
        acknowledged.clear();
        failed.clear();
        failures.clear();
        Future<Void> written = done.isEmpty() ? Future.succeededFuture() : table.acknowledged(done);
        written.compose(deleted -> open.isEmpty() ? Future.succeededFuture() : table.postpone(open, why))
                .onFailure(failure -> log.warn("the outbox cannot be written: {}", failure.toString()))
                .onComplete(ended -> {
                    settling = false;
                    underWay -= done.size() + open.size();
                    if (!acknowledged.isEmpty() || !failed.isEmpty()) settle();
                    if (wokenMeanwhile) wake();
                    else if (!open.isEmpty()) sleep();
                });
    }

    private static String storable(Throwable failure) {
        String text = failure.toString().replace('\0', ' ');
        try {
            return Payload.checkText("the failure", text.substring(0, Math.min(text.length(), MAX_FAILURE)));
        } catch (RuntimeException unfit) {
            return failure.getClass().getName();
        }
    }

    /** What is under way is sent again by the next life. */
    void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
