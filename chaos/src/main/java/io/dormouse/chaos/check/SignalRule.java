package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An acknowledged signal is in the journal, once, with what it said; one that was acknowledged before another was asked for
 * stands before it.
 */
final class SignalRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.journals().keySet().forEach(id -> examine(id, evidence, findings));
        evidence.wishes()
                .of(Deed.SIGNAL)
                .filter(wish -> wish.isAcknowledged() && !evidence.journals().containsKey(wish.target()))
                .forEach(wish -> findings.lost("signal", "it was acknowledged, and its workflow is gone: %s", wish));
    }

    private static void examine(String id, Evidence evidence, Findings findings) {
        Map<String, Wish> sent = new LinkedHashMap<>();
        Stream.concat(
                        evidence.wishes()
                                .of(Deed.START, id)
                                .filter(start -> !start.signal().isEmpty()),
                        evidence.wishes().of(Deed.SIGNAL, id))
                .forEach(wish -> sent.put(signalId(wish), wish));
        Map<String, JsonNode> received = received(id, evidence);
        Set<String> known = evidence.signalIds().getOrDefault(id, Set.of());

        sent.forEach((signal, wish) -> {
            if (wish.isAcknowledged() && !received.containsKey(signal))
                findings.lost("signal", "it was acknowledged, and is not in the journal: %s", wish);
            else if (wish.isAcknowledged() && !known.contains(signal))
                findings.lost("signal id", "a repeat would be a second signal, its id is forgotten: %s", wish);
            if (wish.isRefused() && received.containsKey(signal))
                findings.wrong("refusal", "it was refused, and yet it is in the journal: %s", wish);
            if (received.containsKey(signal) && !received.get(signal).equals(payload(wish)))
                findings.wrong("signal", "it came as %s: %s", received.get(signal), wish);
        });
        received.forEach((signal, payload) -> {
            if (!sent.containsKey(signal))
                findings.doubled("signal", "%s got the signal %s (%s), which nobody sent", id, signal, payload);
        });
        examineOrder(received.keySet().stream().map(sent::get).toList(), findings);
    }

    /** Each signal id with its payload, in the order of their first appearance over all runs: what is carried over comes again. */
    private static Map<String, JsonNode> received(String id, Evidence evidence) {
        Map<String, JsonNode> received = new LinkedHashMap<>();
        for (EntryRow entry : evidence.journal(id)) {
            if (entry.type() != Type.SIGNALLED) continue;
            JsonNode body = entry.body();
            received.putIfAbsent(body.path("signalId").asText(), body.path("payload"));
        }
        return received;
    }

    private static void examineOrder(Iterable<Wish> received, Findings findings) {
        Wish latest = null;
        for (Wish wish : received) {
            if (wish == null) continue;
            if (latest != null
                    && wish.isAcknowledged()
                    && wish.answer().orElseThrow().at().isBefore(latest.asked()))
                findings.wrong(
                        "order",
                        "%s was acknowledged before the other was asked for, and stands behind it: %s",
                        wish,
                        latest);
            if (latest == null || wish.asked().isAfter(latest.asked())) latest = wish;
        }
    }

    private static String signalId(Wish wish) {
        return wish.deed() == Deed.SIGNAL
                ? wish.key()
                : wish.body().path("signalId").asText();
    }

    private static JsonNode payload(Wish wish) {
        return wish.deed() == Deed.SIGNAL ? wish.body() : wish.body().path("payload");
    }
}
