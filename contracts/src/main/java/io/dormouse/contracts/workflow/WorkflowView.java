package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow as it stands in the database.
 *
 * @param id its id
 * @param name the definition's name
 * @param version the definition's version
 * @param status {@code RUNNING}, {@code WAITING}, {@code PAUSED}, {@code STUCK}, {@code COMPLETED}, {@code FAILED}, {@code CANCELLED} or {@code TERMINATED}
 * @param run which run this is: 0, and one more with every rewind or continue-as-new
 * @param input what it was started with; null where nobody has read it, in the answer to {@link WorkflowService#terminate}
 * @param result what it returned
 * @param failure {@code type}, {@code message} and, for a stuck one, what to do
 * @param waitingFor what it sleeps on or is busy with
 * @param sourceLine where in the author's code: {@code package.Class(File.java:12)}
 * @param statusText what the author says it is doing
 * @param tags what the starter and the author say to find it by
 * @param parent the workflow whose child it is
 * @param startedBy who started it, by name
 * @param createdAt when it was started
 * @param updatedAt when its row last changed
 * @param finishedAt when it ended
 */
public record WorkflowView(
        String id,
        String name,
        int version,
        String status,
        int run,
        Object input,
        Optional<Object> result,
        Optional<JsonObject> failure,
        Optional<String> waitingFor,
        Optional<String> sourceLine,
        Optional<String> statusText,
        Map<String, String> tags,
        Optional<String> parent,
        Optional<String> startedBy,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> finishedAt) {
    /** The form on the bus. */
    public static JsonObject toJson(WorkflowView record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static WorkflowView fromJson(JsonObject json) {
        return Wire.decode(json, WorkflowView.class);
    }
}
