package io.dormouse.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dormouse.engine.journal.Entry.Called;
import io.dormouse.engine.journal.Entry.Cancelled;
import io.dormouse.engine.journal.Entry.Carried;
import io.dormouse.engine.journal.Entry.Changed;
import io.dormouse.engine.journal.Entry.Completed;
import io.dormouse.engine.journal.Entry.ContinuedAsNew;
import io.dormouse.engine.journal.Entry.Finished;
import io.dormouse.engine.journal.Entry.Forked;
import io.dormouse.engine.journal.Entry.Paused;
import io.dormouse.engine.journal.Entry.Progressed;
import io.dormouse.engine.journal.Entry.Resumed;
import io.dormouse.engine.journal.Entry.Retried;
import io.dormouse.engine.journal.Entry.Rewound;
import io.dormouse.engine.journal.Entry.Signalled;
import io.dormouse.engine.journal.Entry.Started;
import io.dormouse.engine.journal.Entry.Withdrawn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as rows and back. Each body carries its schema version {@code v}; a type or version that this code does not know is
 * an {@link UnreadableEntryException}, never a guess.
 *
 * <p>The bodies are put together by hand because this is the hottest encoder of the system and every payload in it is JSON
 * already. Reading goes through Jackson's tree, which keeps numbers exact.
 */
public final class EntryCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
            .build();
    private static final int VERSION = 1;

    private EntryCodec() {}

    /** The row of an entry. */
    public static EntryRow encode(Entry entry) {
        return switch (entry) {
            case Started e -> row(EntryType.STARTED, e.name(), started(e));
            case Called e ->
                row(
                        EntryType.CALLED,
                        e.seq(),
                        e.name(),
                        e.line(),
                        body().text("kind", e.kind().wireName())
                                .text("digest", e.digest())
                                .text("key", e.key()));
            case Progressed e -> row(EntryType.PROGRESSED, e.seq(), null, null, body().json("progress", e.progress()));
            case Withdrawn e -> row(EntryType.WITHDRAWN, e.seq(), null, null, body().text("key", e.key()));
            case Completed e ->
                row(
                        EntryType.COMPLETED,
                        e.seq(),
                        e.name(),
                        e.line(),
                        body().text("kind", e.kind().wireName())
                                .object("outcome", outcome(e.outcome()))
                                .text("by", e.by()));
            case Signalled e ->
                row(
                        EntryType.SIGNALLED,
                        e.signal(),
                        body().json("payload", e.payload()).text("signalId", e.signalId()));
            case Cancelled e -> row(EntryType.CANCELLED, null, because(e.by(), e.reason()));
            case Changed e -> row(EntryType.CHANGED, e.change(), body());
            case Paused e -> row(EntryType.PAUSED, null, because(e.by(), e.reason()));
            case Resumed e -> row(EntryType.RESUMED, null, because(e.by(), e.reason()));
            case Retried e -> row(EntryType.RETRIED, e.seq().orElse(null), null, null, because(e.by(), e.reason()));
            case Rewound e ->
                row(
                        EntryType.REWOUND,
                        null,
                        because(e.by(), e.reason())
                                .number("to", e.to())
                                .object("carried", carried(e.carried()))
                                .numbers("renewed", e.renewed())
                                .object("next", origin(e.next())));
            case Forked e ->
                row(
                        EntryType.FORKED,
                        e.from(),
                        because(e.by(), e.reason())
                                .number("run", e.run())
                                .number("to", e.to())
                                .object("next", origin(e.next())));
            case ContinuedAsNew e -> row(EntryType.CONTINUED_AS_NEW, null, body().json("input", e.input()));
            case Finished e ->
                row(
                        EntryType.FINISHED,
                        null,
                        body().object("outcome", outcome(e.outcome())).text("by", e.by()));
        };
    }

    private static EntryRow row(EntryType type, @Nullable String name, JsonText body) {
        return row(type, null, name, null, body);
    }

    private static EntryRow row(
            EntryType type, @Nullable Integer seq, @Nullable String name, @Nullable String line, JsonText body) {
        return new EntryRow(type.number(), seq, name, line, body.end());
    }

    private static JsonText body() {
        return new JsonText().number("v", VERSION);
    }

    private static JsonText because(String by, String reason) {
        return body().text("by", by).text("reason", reason);
    }

    private static JsonText started(Started e) {
        return body().number("version", e.version())
                .json("input", e.input())
                .text("startedBy", e.startedBy())
                .object("origin", origin(e.origin()))
                .text("parent", e.parent())
                .texts("tags", e.tags());
    }

    private static JsonText origin(Origin origin) {
        return new JsonText()
                .number("seed", origin.seed())
                .text("id", origin.id())
                .number("run", origin.run());
    }

    private static JsonText carried(Map<Integer, Carried> commands) {
        JsonText all = new JsonText();
        commands.forEach((seq, one) -> all.object(
                String.valueOf(seq),
                new JsonText()
                        .text("kind", one.kind().wireName())
                        .text("name", one.name())
                        .text("digest", one.digest())
                        .object("origin", origin(one.origin()))));
        return all;
    }

    private static JsonText outcome(Outcome outcome) {
        JsonText body = new JsonText();
        return switch (outcome) {
            case Outcome.Success success ->
                body.json("success", success.json()).text("as", Optional.ofNullable(success.type()));
            case Outcome.Failure failure -> body.object("failure", failure(failure));
        };
    }

    private static JsonText failure(Outcome.Failure failure) {
        return new JsonText()
                .text("type", failure.type())
                .number("code", failure.code())
                .text("message", failure.message())
                .bool("retryable", failure.retryable());
    }

    /** A failure as JSON: the same in journals and in the workflow's row. */
    public static String failureJson(Outcome.Failure failure) {
        return failure(failure).end();
    }

    /** An outcome as JSON: what a child's end tells its parent. */
    public static String outcomeJson(Outcome outcome) {
        return outcome(outcome).end();
    }

    /** Reads {@link #outcomeJson}. */
    public static Outcome outcomeOf(String json) {
        return outcome(read("outcome", json));
    }

    /** The entry of a row. */
    public static Entry decode(EntryRow row) {
        EntryType type = EntryType.of(row.type());
        JsonNode body = read(type.title(), row.body());
        if (body.path("v").asInt() != VERSION)
            throw UnreadableEntryException.unknown("version of entry", body.path("v"));
        return new Reading(row, type, body).entry();
    }

    /** The types whose entries come however far the code has come: others send them, or a step that is under way. */
    public static List<Short> typesBesideTheCode() {
        return Stream.of(EntryType.SIGNALLED, EntryType.CANCELLED, EntryType.PROGRESSED)
                .map(EntryType::number)
                .toList();
    }

    /** The name of a type's number, for people. */
    public static String typeName(short type) {
        return EntryType.nameOf(type);
    }

    private static JsonNode read(String what, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw UnreadableEntryException.damaged(what, e.getOriginalMessage());
        }
    }

    private static Outcome outcome(JsonNode node) {
        JsonNode failure = node.get("failure");
        if (failure == null) {
            JsonNode as = node.get("as");
            return new Outcome.Success(node.path("success").toString(), as == null ? null : as.asText());
        }
        return new Outcome.Failure(
                failure.path("type").asText(),
                failure.path("code").asInt(),
                failure.path("message").asText(),
                failure.path("retryable").asBoolean());
    }

    /** A row that is being read. */
    private record Reading(EntryRow row, EntryType type, JsonNode body) {
        Entry entry() {
            return switch (type) {
                case STARTED -> started();
                case CALLED -> new Called(seq(), kind(body), name(), line(), text("digest"), text("key"));
                case PROGRESSED -> new Progressed(seq(), json("progress"));
                case WITHDRAWN -> new Withdrawn(seq(), text("key"));
                case COMPLETED ->
                    new Completed(seq(), kind(body), name(), line(), outcome(body.path("outcome")), optional("by"));
                case SIGNALLED -> new Signalled(name(), json("payload"), text("signalId"));
                case CANCELLED -> new Cancelled(text("by"), text("reason"));
                case CHANGED -> new Changed(name());
                case PAUSED -> new Paused(text("by"), text("reason"));
                case RESUMED -> new Resumed(text("by"), text("reason"));
                case RETRIED -> new Retried(Optional.ofNullable(row.seq()), text("by"), text("reason"));
                case REWOUND ->
                    new Rewound(
                            body.path("to").asLong(),
                            carried(),
                            renewed(),
                            origin(body.path("next")),
                            text("by"),
                            text("reason"));
                case FORKED ->
                    new Forked(
                            name(),
                            body.path("run").asInt(),
                            body.path("to").asLong(),
                            origin(body.path("next")),
                            text("by"),
                            text("reason"));
                case CONTINUED_AS_NEW -> new ContinuedAsNew(json("input"));
                case FINISHED -> new Finished(outcome(body.path("outcome")), optional("by"));
            };
        }

        private Started started() {
            Map<String, String> tags = new LinkedHashMap<>();
            body.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
            return new Started(
                    name(),
                    body.path("version").asInt(),
                    json("input"),
                    text("startedBy"),
                    origin(body.path("origin")),
                    optional("parent"),
                    tags);
        }

        private Map<Integer, Carried> carried() {
            Map<Integer, Carried> all = new TreeMap<>();
            body.path("carried").properties().forEach(one -> {
                JsonNode carried = one.getValue();
                all.put(
                        Integer.valueOf(one.getKey()),
                        new Carried(
                                kind(carried),
                                carried.path("name").asText(),
                                carried.path("digest").asText(),
                                origin(carried.path("origin"))));
            });
            return all;
        }

        private Set<Integer> renewed() {
            Set<Integer> all = new TreeSet<>();
            body.path("renewed").forEach(seq -> all.add(seq.asInt()));
            return all;
        }

        private static Origin origin(JsonNode node) {
            return new Origin(
                    node.path("seed").asLong(),
                    node.path("id").asText(),
                    node.path("run").asInt());
        }

        private static Kind kind(JsonNode node) {
            return Kind.ofWireName(node.path("kind").asText());
        }

        private String text(String field) {
            return body.path(field).asText();
        }

        private Optional<String> optional(String field) {
            return Optional.ofNullable(body.get(field)).map(JsonNode::asText);
        }

        private String json(String field) {
            return body.path(field).toString();
        }

        private int seq() {
            return required(row.seq());
        }

        private String name() {
            return required(row.name());
        }

        private String line() {
            return required(row.line());
        }

        private <T> T required(@Nullable T value) {
            if (value == null)
                throw UnreadableEntryException.damaged(type.title(), "a column is empty that must not be");
            return value;
        }
    }
}
