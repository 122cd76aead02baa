package io.dormouse.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.engine.owner.StoreClock;
import io.dormouse.engine.replay.Request;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The people of a test: who is asked what, and what they say. */
final class People {
    private record Open(Asked asked, String requester, Instant since) {}

    private final StoreClock clock;
    private final BiConsumer<String, String> trigger;
    private final List<Asked> all = new ArrayList<>();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Deque<Verdict> prepared = new ArrayDeque<>();
    private Function<Asked, Optional<Verdict>> custom = asked -> Optional.empty();

    /** @param trigger gives an event its value */
    People(StoreClock clock, BiConsumer<String, String> trigger) {
        this.clock = clock;
        this.trigger = trigger;
    }

    /** What is said to the next question that nobody has an answer for. */
    void prepare(Verdict verdict) {
        prepared.add(verdict);
    }

    /** Who is asked first: an empty answer leaves the question to what was prepared, or open. */
    void decideBy(Function<Asked, Optional<Verdict>> rule) {
        custom = rule;
    }

    Future<String> ask(Request.ServiceCall call, String requester, String workflow) {
        RequestApproval request = request(call);
        Asked asked = new Asked(request.id(), request.question(), request.approvers(), workflow);
        Open one = new Open(asked, requester, clock.now());
        all.add(asked);
        open.put(asked.id(), one);
        custom.apply(asked)
                .or(() -> Optional.ofNullable(prepared.poll()))
                .ifPresent(verdict -> decide(asked.id(), verdict));
        return Future.succeededFuture(
                Wire.text(approval(one, "PENDING", Optional.empty(), Optional.empty(), Optional.empty())));
    }

    private static RequestApproval request(Request.ServiceCall call) {
        try {
            return Wire.STRICT.treeToValue(Wire.MAPPER.readTree(call.body()).path("request"), RequestApproval.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no question: " + call.body(), e);
        }
    }

    private static Approval approval(
            Open one, String state, Optional<String> comment, Optional<String> by, Optional<Instant> at) {
        return new Approval(
                one.asked().id(),
                one.asked().question(),
                one.asked().approvers(),
                one.requester(),
                state,
                comment,
                by,
                one.since(),
                at);
    }

    void decide(String id, Verdict verdict) {
        Open one = open.remove(id);
        if (one == null) return;
        Approval decided = approval(
                one,
                verdict.approved() ? "APPROVED" : "REJECTED",
                Optional.of(verdict.comment()),
                Optional.of(verdict.by()),
                Optional.of(clock.now()));
        trigger.accept("approval:" + id, Wire.text(decided));
    }

    /** The workflow does not want to know any more. @param key of the call that asked: {@code id/run/seq} */
    void withdraw(String key) {
        open.remove(key.replace('/', '.'));
    }

    /** All that was asked, in its order. */
    List<Asked> asked() {
        return List.copyOf(all);
    }

    /** What nobody has decided. */
    List<Asked> undecided() {
        return open.values().stream().map(Open::asked).toList();
    }
}
