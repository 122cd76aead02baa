package io.dormouse.engine.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The row of a workflow: what people see of it. JSON values as text. */
public record WorkflowHead(
        String id,
        int partition,
        String name,
        int version,
        Status status,
        int run,
        String input,
        Optional<String> result,
        Optional<String> failure,
        Optional<String> waitingFor,
        Optional<String> sourceLine,
        Optional<String> statusText,
        Map<String, String> tags,
        Optional<String> parent,
        String startedBy,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> finishedAt) {}
