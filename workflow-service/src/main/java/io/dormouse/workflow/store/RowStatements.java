package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.Columns.column;
import static io.dormouse.workflow.store.Columns.numbers;
import static io.dormouse.workflow.store.Columns.partitions;
import static io.dormouse.workflow.store.Columns.texts;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.NewWorkflow;
import io.dormouse.engine.store.Part.NextRun;
import io.dormouse.engine.store.Part.RowChange;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a flush does to the rows of workflows: makes them, changes them, gives them another run. */
final class RowStatements {
    private static final String INSERT = """
        INSERT INTO workflow
            (id, partition, name, version, status, run, input, started_by, parent_id, tags, created_at, updated_at)
        SELECT id, partition, name, version, 'RUNNING', 0, input::json, started_by, parent_id, tags::jsonb, $9, $9
        FROM unnest($1::text[], $2::smallint[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
            AS created (id, partition, name, version, input, started_by, parent_id, tags)\
        """;
    private static final String CHANGE = """
        UPDATE workflow SET status = change.status, result = change.result::json, failure = change.failure::json,
            waiting_for = change.waiting_for, source_line = change.source_line, status_text = change.status_text,
            tags = change.tags::jsonb, updated_at = $10::timestamptz,
            finished_at = CASE WHEN change.status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED') THEN $10::timestamptz END
        FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[])
            AS change (id, run, status, result, failure, waiting_for, source_line, status_text, tags)
        WHERE workflow.id = change.id AND workflow.run = change.run
            AND workflow.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED')\
        """;
    private static final String GO_ON =
            "SELECT go_on($1::text[], $2::int[], $3::int[], $4::int[], $5::text[], $6::boolean[], $7)";

    static final List<String> ALL = List.of(INSERT, CHANGE, GO_ON);

    private RowStatements() {}

    static void of(List<Part> parts, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        List<Part> created = having(parts, Part::created);
        if (!created.isEmpty()) statements.accept(INSERT, insert(created, at));
        List<Part> changed = having(parts, Part::change);
        if (!changed.isEmpty()) statements.accept(CHANGE, change(changed, at));
        List<Part> goingOn = having(parts, Part::next);
        if (!goingOn.isEmpty()) statements.accept(GO_ON, goOn(goingOn, at));
    }

    private static List<Part> having(List<Part> parts, Function<Part, Optional<?>> what) {
        return parts.stream().filter(part -> what.apply(part).isPresent()).toList();
    }

    private static Tuple insert(List<Part> created, OffsetDateTime at) {
        Function<Part, NewWorkflow> row = part -> part.created().orElseThrow();
        return Tuple.tuple()
                .addValue(texts(created, Part::id))
                .addValue(partitions(created, part -> part))
                .addValue(texts(created, part -> row.apply(part).name()))
                .addValue(numbers(created, part -> row.apply(part).version()))
                .addValue(texts(created, part -> row.apply(part).input()))
                .addValue(texts(created, part -> row.apply(part).startedBy()))
                .addValue(texts(created, part -> row.apply(part).parent().orElse(null)))
                .addValue(texts(created, part -> tags(row.apply(part).tags())))
                .addValue(at);
    }

    private static Tuple change(List<Part> changed, OffsetDateTime at) {
        Function<Part, RowChange> row = part -> part.change().orElseThrow();
        return Tuple.tuple()
                .addValue(texts(changed, Part::id))
                .addValue(numbers(changed, Part::run))
                .addValue(texts(changed, part -> row.apply(part).status().name()))
                .addValue(texts(changed, part -> row.apply(part).result().orElse(null)))
                .addValue(texts(changed, part -> row.apply(part).failure().orElse(null)))
                .addValue(texts(changed, part -> row.apply(part).waitingFor().orElse(null)))
                .addValue(texts(changed, part -> row.apply(part).sourceLine().orElse(null)))
                .addValue(texts(changed, part -> row.apply(part).statusText().orElse(null)))
                .addValue(texts(changed, part -> tags(row.apply(part).tags())))
                .addValue(at);
    }

    private static Tuple goOn(List<Part> goingOn, OffsetDateTime at) {
        Function<Part, NextRun> row = part -> part.next().orElseThrow();
        return Tuple.tuple()
                .addValue(texts(goingOn, Part::id))
                .addValue(numbers(goingOn, Part::run))
                .addValue(numbers(goingOn, part -> row.apply(part).run()))
                .addValue(numbers(goingOn, part -> row.apply(part).version()))
                .addValue(texts(goingOn, part -> row.apply(part).input()))
                .addValue(column(goingOn, part -> row.apply(part).revives(), Boolean[]::new))
                .addValue(at);
    }

    /** None at all is null, so that who has no tags is in no index of them. */
    private static @Nullable String tags(Map<String, String> tags) {
        return tags.isEmpty() ? null : Wire.text(tags);
    }
}
