package io.dormouse.gateway;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.Reply;
import io.dormouse.gateway.http.StreamedAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells one listener what happens to one workflow: its state whenever it changes, each entry of its journal, and its end. Asks
 * again and again, at once while much happens and every second when nothing does. Nothing is told twice or left out between
 * two entries, across runs too; a state that stood for less than a turn may be.
 */
final class Follower {
    private static final int PAGE = 200;
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final String GO_ELSEWHERE = ": this gateway stops; connect again with Last-Event-ID\nretry: 500\n\n";
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Vertx vertx;
    private final WorkflowService workflows;
    private final String id;
    private final Optional<StreamPosition> seen;
    private final StreamedAnswer answer;
    private final Leaving leaving;
    private final Promise<Void> done = Promise.promise();

    private Optional<StreamPosition> at = Optional.empty();
    private String toldState = "";
    private boolean told;
    private long lastWritten = System.nanoTime();
    private long pause = SHORTEST_PAUSE_MILLIS;

    /** An entry and the run that it belongs to. */
    private record Happened(int run, @JsonUnwrapped JournalEntry entry) {}

    /** @param seen what the listener has from a stream that broke off */
    Follower(
            Vertx vertx,
            WorkflowService workflows,
            String id,
            Optional<StreamPosition> seen,
            StreamedAnswer answer,
            Leaving leaving) {
        this.vertx = vertx;
        this.workflows = workflows;
        this.id = id;
        this.seen = seen;
        this.answer = answer;
        this.leaving = leaving;
    }

    /** Completes with the end of the workflow, or when the gateway stops. */
    Future<Void> follow() {
        turn();
        return done.future();
    }

    /** The journal is read after the state, so the journal of a state that is an end is whole. */
    private void turn() {
        told = false;
        workflows.get(new GetWorkflow(id)).compose(this::tell).onComplete(this::next, this::failed);
    }

    /** True when there is nothing more to tell, ever. */
    private Future<Boolean> tell(WorkflowView workflow) {
        boolean first = at.isEmpty();
        StreamPosition from = first ? beginning(workflow) : at.get();
        at = Optional.of(from);
        if (from.afterTheEnd()) return answer.endWithout().map(true);
        return (first ? state(workflow) : Future.<Void>succeededFuture())
                .compose(ready -> entries(from, workflow.run()))
                .compose(ready -> state(workflow))
                .compose(ready -> States.ended(workflow) ? end(workflow) : heartbeat());
    }

    private StreamPosition beginning(WorkflowView workflow) {
        if (seen.isEmpty()) return StreamPosition.beginning(workflow.run());
        StreamPosition from = seen.get();
        if (from.run() > workflow.run())
            throw Problem.invalidRequest("The header Last-Event-ID names run %d, which %s has not had; leave it out."
                            .formatted(from.run(), id))
                    .exception();
        return from.afterTheEnd() && from.run() < workflow.run() ? StreamPosition.beginning(from.run() + 1) : from;
    }

    private Future<Void> entries(StreamPosition from, int present) {
        return workflows
                .journal(new GetJournal(id, Optional.of(from.run()), from.next(), PAGE))
                .compose(page ->
                        entries(from.run(), page.items().iterator()).compose(ready -> rest(from, page, present)));
    }

    private Future<Void> rest(StreamPosition from, JournalPage page, int present) {
        if (page.next().isPresent())
            return entries(new StreamPosition(from.run(), page.next().get()), present);
        if (from.run() < present) return entries(StreamPosition.beginning(from.run() + 1), present);
        return Future.succeededFuture();
    }

    private Future<Void> entries(int run, Iterator<JournalEntry> entries) {
        while (entries.hasNext()) {
            JournalEntry entry = entries.next();
            at = Optional.of(new StreamPosition(run, entry.position() + 1));
            Future<Void> taken = event("entry", StreamPosition.idOf(run, entry.position()), new Happened(run, entry));
            if (!taken.succeeded()) return taken.compose(ready -> entries(run, entries));
        }
        return Future.succeededFuture();
    }

    private Future<Void> state(WorkflowView workflow) {
        String state = Reply.text(workflow);
        if (state.equals(toldState)) return Future.succeededFuture();
        toldState = state;
        return write("event: workflow\ndata: " + state + "\n\n");
    }

    private Future<Boolean> end(WorkflowView workflow) {
        return event("end", StreamPosition.idOfEnd(workflow.run()), Map.of("status", workflow.status()))
                .compose(ready -> answer.end())
                .map(true);
    }

    /** Shows proxies and clients that the line is alive, and shows us when they are not. */
    private Future<Boolean> heartbeat() {
        if (System.nanoTime() - lastWritten < HEARTBEAT_NANOS) return Future.succeededFuture(false);
        return answer.write(": nothing new\n\n").map(ready -> {
            lastWritten = System.nanoTime();
            return false;
        });
    }

    private Future<Void> event(String type, String eventId, Object data) {
        return write("event: %s\nid: %s\ndata: %s\n\n".formatted(type, eventId, Reply.text(data)));
    }

    private Future<Void> write(String event) {
        told = true;
        lastWritten = System.nanoTime();
        return answer.write(event);
    }

    private void next(boolean over) {
        if (over || answer.abandoned()) {
            done.tryComplete();
            return;
        }
        pause = told ? SHORTEST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        again(pause);
    }

    /** What has begun goes on when the service answers again; the listener would only come back and ask for the same. */
    private void failed(Throwable failure) {
        boolean passing = !toldState.isEmpty()
                && !answer.abandoned()
                && FailureMapper.problem(failure).status() == 503;
        if (passing) heartbeat().onComplete(alive -> again(LONGEST_PAUSE_MILLIS), done::tryFail);
        else done.tryFail(failure);
    }

    private void again(long millis) {
        leaving.until(vertx.timer(millis, TimeUnit.MILLISECONDS).map(fired -> false), true)
                .onSuccess(isLeaving -> {
                    if (isLeaving) goodbye();
                    else turn();
                });
    }

    /** Nothing is lost: where the listener stands is the id of the last entry that it has. */
    private void goodbye() {
        answer.write(GO_ELSEWHERE).compose(written -> answer.end()).onComplete(done);
    }
}
