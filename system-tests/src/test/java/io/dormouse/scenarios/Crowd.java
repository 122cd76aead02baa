package io.dormouse.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who each start a workflow and approve what it asks, or run another errand, and who ask again when nobody answers or the
 * answer is 503: the API promises that a request may be sent again. Any other answer is a surprise. Closing sends them home.
 */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Optional<Api> door = Optional.empty();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile int mayApprove;
    private volatile boolean home;

    private interface Request {
        Api.Reply send(Api api) throws IOException;
    }

    /** The errands have their turns among those who may approve, spread over them evenly. */
    Crowd(List<Provisioning> wanted, List<Errand> errands) {
        wanted.forEach(each -> people.submit(() -> startAndApprove(each)));
        for (int i = 0; i < errands.size(); i++) {
            Errand errand = errands.get(i);
            int turn = 1 + i * wanted.size() / errands.size();
            people.submit(() -> run(errand, turn));
        }
    }

    /** From now on they turn to this life. */
    void turnTo(Running life) {
        Optional<Api> before = door;
        door = Optional.of(life.api());
        before.ifPresent(Api::close);
    }

    /** How many of them know that their workflow has started. */
    int started() {
        return started.get();
    }

    /** How many of them have been asked. */
    int asked() {
        return asked.get();
    }

    /** How many of them may approve, those who were asked first. */
    void mayApprove(int count) {
        mayApprove = count;
    }

    /** Answers that the API should never have given. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    private void startAndApprove(Provisioning each) {
        insist("start " + each.id(), api -> api.start("provision-server", each.id(), each.input()));
        started.incrementAndGet();
        see(each.approval());
        int mine = asked.getAndIncrement();
        Waiting.until("my turn", PATIENCE, () -> home || mine < mayApprove);
        insist("approve " + each.approval(), api -> api.decide(each.approval(), "approve"));
    }

    private void run(Errand errand, int turn) {
        insist("start " + errand.id(), api -> api.start(errand.workflow(), errand.id(), errand.input()));
        Waiting.until("the turn of " + errand.id(), PATIENCE, () -> home || mayApprove >= turn);
        errand.then().accept(this);
    }

    /** Waits until a question is asked. */
    void see(String approval) {
        insist("see " + approval, api -> api.get("approvals/" + approval));
    }

    /** Answers a question when it is asked. */
    void decide(String approval, String decision) {
        see(approval);
        insist("%s %s".formatted(decision, approval), api -> api.decide(approval, decision));
    }

    void signal(String workflow, String signal, String payload, String id) {
        insist("signal " + id, api -> api.signal(workflow, signal, payload, id));
    }

    void cancel(String workflow) {
        insist("cancel " + workflow, api -> api.post("workflows/%s/cancel".formatted(workflow), "{}"));
    }

    private void insist(String what, Request request) {
        Waiting.until(
                what,
                PATIENCE,
                () -> home || door.map(api -> isDone(what, request, api)).orElse(false));
    }

    private boolean isDone(String what, Request request, Api api) {
        try {
            Api.Reply reply = request.send(api);
            if (reply.status() / 100 == 2 || isCancelledAlready(what, reply)) return true;
            boolean tryAgain = reply.status() == 503 || what.startsWith("see") && reply.status() == 404;
            if (!tryAgain) surprises.add("%s: %s".formatted(what, reply));
            return !tryAgain;
        } catch (IOException nobodyAnswers) {
            return false;
        }
    }

    /** The answer to the first cancellation was lost, and by now the workflow has ended. */
    private static boolean isCancelledAlready(String what, Api.Reply reply) {
        return what.startsWith("cancel")
                && reply.status() == 409
                && reply.body().path("detail").asText().contains("CANCELLED");
    }

    @Override
    public void close() {
        home = true;
        people.close();
        door.ifPresent(Api::close);
    }
}
