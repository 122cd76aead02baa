package io.dormouse.chaos.promise;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that a client asked for, under one key, until somebody answered.
 *
 * @param client who keeps the file
 * @param number in that file
 * @param deed what is to be done
 * @param by whose token it was asked with
 * @param target the workflow, event or request for a decision
 * @param name of the definition, or of the signal, or the verdict; empty if there is nothing to name
 * @param signal that a start came with; empty: none
 * @param key under which it is done once
 * @param body as it was sent
 * @param asked when it was asked for the first time
 * @param answer what ended the asking; empty if nothing ever did
 */
public record Wish(
        String client,
        long number,
        Deed deed,
        String by,
        String target,
        String name,
        String signal,
        String key,
        JsonNode body,
        Instant asked,
        Optional<Answer> answer) {
    /** Whether it was promised. */
    public boolean isAcknowledged() {
        return answer.filter(Answer::isAcknowledged).isPresent();
    }

    /** Whether it was refused for a reason: it must not have been done. */
    public boolean isRefused() {
        return answer.isPresent() && !isAcknowledged();
    }

    /** What a workflow was to be started with. */
    public JsonNode input() {
        return signal.isEmpty() ? body : body.path("input");
    }

    /** From the first question to the answer. */
    public Optional<Duration> took() {
        return answer.map(end -> Duration.between(asked, end.at()));
    }

    /** For people: who asked for what. */
    @Override
    public String toString() {
        String what = "%s %s %s".formatted(deed, target, name).strip();
        return "%s (%s, number %d of %s, key %s)"
                .formatted(
                        what,
                        answer.map(end -> "answered " + end.status()).orElse("never answered"),
                        number,
                        client,
                        key);
    }

    Wish answered(Answer end) {
        return new Wish(client, number, deed, by, target, name, signal, key, body, asked, Optional.of(end));
    }
}
