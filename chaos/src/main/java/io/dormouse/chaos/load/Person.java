package io.dormouse.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.chaos.load.Door.Reply;
import io.dormouse.chaos.promise.Answer;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Diary;
import io.dormouse.chaos.promise.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One client. It insists: what it wants it asks again under the same key until somebody has answered, and it writes down both.
 * One thread, but for what it does {@link #together}.
 */
final class Person {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED");
    private static final Duration PATIENCE_FOR_AN_END = Duration.ofMinutes(2);

    private final String name;
    private final Door door;
    private final Diary diary;
    private final Pace pace;
    private final Counters counters;
    private final AtomicInteger keys = new AtomicInteger();
    final Random random;

    Person(String name, Door door, Diary diary, Pace pace, Counters counters, Random random) {
        this.name = name;
        this.door = door;
        this.diary = diary;
        this.pace = pace;
        this.counters = counters;
        this.random = random;
    }

    /** An id that nobody else gives. */
    String fresh(String kind) {
        return "%s-%d-%s".formatted(name, keys.incrementAndGet(), kind);
    }

    /** Starts a workflow, and answers with it as it is then. */
    Answer start(String workflow, String id, ObjectNode input) {
        return ask(Deed.START, "alice", id, workflow, "", id, "workflows/" + workflow, input, Duration.ZERO);
    }

    /** The same, and waits for its end if that comes soon. */
    Answer startAndWait(String workflow, String id, ObjectNode input, int seconds) {
        String path = "workflows/%s?wait=%ds".formatted(workflow, seconds);
        return ask(Deed.START, "alice", id, workflow, "", id, path, input, Duration.ofSeconds(seconds));
    }

    /** Starts a workflow and sends it its first signal, in one. */
    Answer startAndSignal(String workflow, String id, ObjectNode input, String signal, String payload) {
        ObjectNode both = JSON.objectNode().put("payload", payload).put("signalId", id + "-first");
        both.set("input", input);
        String path = "workflows/%s?signal=%s".formatted(workflow, signal);
        return ask(Deed.START, "alice", id, workflow, signal, id, path, both, Duration.ZERO);
    }

    Answer signal(String id, String signal, String payload) {
        String path = "workflows/%s/signals/%s".formatted(id, signal);
        return ask(Deed.SIGNAL, "alice", id, signal, "", key(id), path, JSON.textNode(payload), Duration.ZERO);
    }

    Answer trigger(String event, String value) {
        return ask(
                Deed.TRIGGER,
                "alice",
                event,
                "",
                "",
                key(event),
                "events/" + event,
                JSON.textNode(value),
                Duration.ZERO);
    }

    Answer decide(String by, String approval, String verdict) {
        ObjectNode body = JSON.objectNode().put("decision", verdict).put("comment", "%s of %s".formatted(verdict, by));
        String path = "approvals/%s/decision".formatted(approval);
        return ask(Deed.DECIDE, by, approval, verdict, "", key(approval), path, body, Duration.ZERO);
    }

    /** Cancels, pauses or resumes a workflow. */
    Answer order(Deed deed, String id) {
        String path = "workflows/%s/%s".formatted(id, deed.name().toLowerCase(Locale.ROOT));
        ObjectNode body = JSON.objectNode().put("reason", "%s wants it".formatted(name));
        return ask(deed, "alice", id, "", "", key(id), path, body, Duration.ZERO);
    }

    private String key(String target) {
        return "%s-%d".formatted(target, keys.incrementAndGet());
    }

    private Answer ask(
            Deed deed,
            String by,
            String target,
            String what,
            String signal,
            String key,
            String path,
            JsonNode body,
            Duration held) {
        pace.awaitTurn();
        Wish wish = diary.asks(
                new Wish(name, 0, deed, by, target, what, signal, key, body, Instant.EPOCH, Optional.empty()));
        for (int tries = 1; ; tries++) {
            Optional<Reply> reply = door.post(by, path, key, body, held);
            if (reply.filter(answer -> !answer.saysAskAgain()).isPresent()) {
                Answer answer = new Answer(reply.get().status(), reply.get().body(), Instant.now(), tries);
                diary.isAnswered(wish, answer);
                count(deed == Deed.START ? "start " + what : deed.name().toLowerCase(Locale.ROOT), answer);
                return answer;
            }
            restAfter(tries);
        }
    }

    private void count(String what, Answer answer) {
        if (answer.isAcknowledged()) counters.acknowledged(what);
        else counters.failed(what);
    }

    /** The workflow when it has ended; empty if it has not for a long time, which is for others to judge. */
    Optional<JsonNode> untilEnded(String id) {
        return see(
                "workflows/" + id,
                workflow -> ENDS.contains(workflow.path("status").asText()));
    }

    /** Waits until a question is asked, or it is clear that it will not be. */
    boolean sees(String approval) {
        return see("approvals/" + approval, there -> true).isPresent();
    }

    /** Reads until something is so. */
    Optional<JsonNode> see(String path, Predicate<JsonNode> isSo) {
        long deadline = System.nanoTime() + PATIENCE_FOR_AN_END.toNanos();
        for (int tries = 1; System.nanoTime() < deadline; tries++) {
            Optional<JsonNode> seen = door.get("operator", path)
                    .filter(reply -> reply.status() == 200)
                    .map(Reply::body)
                    .filter(isSo);
            if (seen.isPresent()) return seen;
            restAfter(tries);
        }
        return Optional.empty();
    }

    private void restAfter(int tries) {
        rest(Math.min(1_000, 100 * tries));
    }

    /** Does nothing for so long. */
    void rest(int millis) {
        pace.rest(Duration.ofMillis(millis));
    }

    /** Does several things at once, as different people do. */
    void together(List<Runnable> things) {
        List<Thread> hands = new ArrayList<>();
        for (Runnable thing : things) hands.add(Thread.startVirtualThread(() -> unlessHome(thing)));
        try {
            for (Thread hand : hands) hand.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Pace.GoneHome();
        }
    }

    private static void unlessHome(Runnable thing) {
        try {
            thing.run();
        } catch (Pace.GoneHome home) {
            return;
        }
    }
}
