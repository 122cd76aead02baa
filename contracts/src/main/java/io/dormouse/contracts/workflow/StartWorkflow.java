package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a workflow. Starting the same id again with the same name and input answers with the one that was started.
 *
 * @param name the definition's name
 * @param version the definition's version; empty: the highest
 * @param id {@code [A-Za-z0-9._:-]{1,200}}; empty: one is made of the call's key, which must be there then
 * @param input the input as JSON
 * @param tags what to find it by: at most 20, each name and value of 1 to 100 characters
 * @param signal a signal that is there when it starts, in the same commit; sent to the one that was started, if it was there before
 * @param parent the workflow whose child it is; for the engine
 * @param waitMillis how long the answer may wait for the end, from when the request came; at most 10,000. The answer tells how things stand then.
 *     Empty: it comes as soon as the start is durable
 */
public record StartWorkflow(
        String name,
        Optional<Integer> version,
        Optional<String> id,
        Object input,
        Optional<Map<String, String>> tags,
        Optional<FirstSignal> signal,
        Optional<String> parent,
        Optional<Long> waitMillis) {
    /** A start without anything beside its input. */
    public StartWorkflow(String name, Optional<Integer> version, Optional<String> id, Object input) {
        this(name, version, id, input, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A start that is answered as soon as it is durable. */
    public StartWorkflow(
            String name,
            Optional<Integer> version,
            Optional<String> id,
            Object input,
            Optional<Map<String, String>> tags,
            Optional<FirstSignal> signal,
            Optional<String> parent) {
        this(name, version, id, input, tags, signal, parent, Optional.empty());
    }

    /** The same start, whose answer may wait for the end. */
    public StartWorkflow waiting(Duration longest) {
        return new StartWorkflow(name, version, id, input, tags, signal, parent, Optional.of(longest.toMillis()));
    }

    /** The form on the bus. */
    public static JsonObject toJson(StartWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static StartWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, StartWorkflow.class);
    }
}
