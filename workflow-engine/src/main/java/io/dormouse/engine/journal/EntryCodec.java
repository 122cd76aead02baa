package io.dormouse.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dormouse.engine.journal.Entry.Called;
import io.dormouse.engine.journal.Entry.Cancelled;
import io.dormouse.engine.journal.Entry.Completed;
import io.dormouse.engine.journal.Entry.Finished;
import io.dormouse.engine.journal.Entry.Signalled;
import io.dormouse.engine.journal.Entry.Started;
import java.util.Optional;
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

    /** The numbers of the types in the table; never reused. */
    private static final short STARTED = 1;

    private static final short CALLED = 2;
    private static final short COMPLETED = 3;
    private static final short FINISHED = 4;
    private static final short SIGNALLED = 5;
    private static final short CANCELLED = 6;

    private EntryCodec() {}

    /** The row of an entry. */
    public static EntryRow encode(Entry entry) {
        return switch (entry) {
            case Started e ->
                new EntryRow(
                        STARTED,
                        null,
                        e.name(),
                        null,
                        body().append(",\"version\":")
                                .append(e.version())
                                .append(",\"input\":")
                                .append(e.input())
                                .append(",\"startedBy\":")
                                .append(quoted(e.startedBy()))
                                .append(",\"origin\":{\"seed\":")
                                .append(e.origin().seed())
                                .append(",\"id\":")
                                .append(quoted(e.origin().id()))
                                .append(",\"run\":")
                                .append(e.origin().run())
                                .append("}}")
                                .toString());
            case Called e ->
                new EntryRow(
                        CALLED,
                        e.seq(),
                        e.name(),
                        e.line(),
                        body().append(",\"kind\":\"")
                                .append(e.kind().wireName())
                                .append("\",\"digest\":")
                                .append(quoted(e.digest()))
                                .append(",\"key\":")
                                .append(quoted(e.key()))
                                .append('}')
                                .toString());
            case Completed e -> {
                StringBuilder body = body().append(",\"kind\":\"")
                        .append(e.kind().wireName())
                        .append("\",\"outcome\":");
                append(body, e.outcome());
                e.by().ifPresent(by -> body.append(",\"by\":").append(quoted(by)));
                yield new EntryRow(
                        COMPLETED, e.seq(), e.name(), e.line(), body.append('}').toString());
            }
            case Signalled e ->
                new EntryRow(
                        SIGNALLED,
                        null,
                        e.signal(),
                        null,
                        body().append(",\"payload\":")
                                .append(e.payload())
                                .append(",\"signalId\":")
                                .append(quoted(e.signalId()))
                                .append('}')
                                .toString());
            case Cancelled e ->
                new EntryRow(
                        CANCELLED,
                        null,
                        null,
                        null,
                        body().append(",\"by\":")
                                .append(quoted(e.by()))
                                .append(",\"reason\":")
                                .append(quoted(e.reason()))
                                .append('}')
                                .toString());
            case Finished e -> {
                StringBuilder body = body().append(",\"outcome\":");
                append(body, e.outcome());
                yield new EntryRow(FINISHED, null, null, null, body.append('}').toString());
            }
        };
    }

    /** The entry of a row. */
    public static Entry decode(EntryRow row) {
        JsonNode body = read(row);
        if (body.path("v").asInt() != VERSION)
            throw UnreadableEntryException.unknown("version of entry", body.path("v"));
        return switch (row.type()) {
            case STARTED ->
                new Started(
                        required(row.name(), "Started"),
                        body.path("version").asInt(),
                        body.path("input").toString(),
                        body.path("startedBy").asText(),
                        new Origin(
                                body.at("/origin/seed").asLong(),
                                body.at("/origin/id").asText(),
                                body.at("/origin/run").asInt()));
            case CALLED ->
                new Called(
                        required(row.seq(), "Called"),
                        kind(body),
                        required(row.name(), "Called"),
                        required(row.line(), "Called"),
                        body.path("digest").asText(),
                        body.path("key").asText());
            case COMPLETED ->
                new Completed(
                        required(row.seq(), "Completed"),
                        kind(body),
                        required(row.name(), "Completed"),
                        required(row.line(), "Completed"),
                        outcome(body.path("outcome")),
                        Optional.ofNullable(body.get("by")).map(JsonNode::asText));
            case FINISHED -> new Finished(outcome(body.path("outcome")));
            case SIGNALLED ->
                new Signalled(
                        required(row.name(), "Signalled"),
                        body.path("payload").toString(),
                        body.path("signalId").asText());
            case CANCELLED ->
                new Cancelled(body.path("by").asText(), body.path("reason").asText());
            default -> throw UnreadableEntryException.unknown("type of entry", row.type());
        };
    }

    /** The name of a type's number, for people. */
    public static String typeName(short type) {
        return switch (type) {
            case STARTED -> "Started";
            case CALLED -> "Called";
            case COMPLETED -> "Completed";
            case FINISHED -> "Finished";
            case SIGNALLED -> "Signalled";
            case CANCELLED -> "Cancelled";
            default -> "type " + type;
        };
    }

    private static StringBuilder body() {
        return new StringBuilder(96).append("{\"v\":").append(VERSION);
    }

    private static void append(StringBuilder body, Outcome outcome) {
        switch (outcome) {
            case Outcome.Success success -> {
                body.append("{\"success\":").append(success.json());
                if (success.type() != null) body.append(",\"as\":").append(quoted(success.type()));
                body.append('}');
            }
            case Outcome.Failure failure ->
                appendFailure(body.append("{\"failure\":"), failure).append('}');
        }
    }

    /** A failure as JSON: the same in journals and in the workflow's row. */
    public static String failureJson(Outcome.Failure failure) {
        return appendFailure(new StringBuilder(), failure).toString();
    }

    private static StringBuilder appendFailure(StringBuilder body, Outcome.Failure failure) {
        return body.append("{\"type\":")
                .append(quoted(failure.type()))
                .append(",\"code\":")
                .append(failure.code())
                .append(",\"message\":")
                .append(quoted(failure.message()))
                .append(",\"retryable\":")
                .append(failure.retryable())
                .append('}');
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

    private static Kind kind(JsonNode body) {
        return Kind.ofWireName(body.path("kind").asText());
    }

    private static JsonNode read(EntryRow row) {
        try {
            return JSON.readTree(row.body());
        } catch (JsonProcessingException e) {
            throw UnreadableEntryException.damaged(typeName(row.type()), e.getOriginalMessage());
        }
    }

    private static <T> T required(@Nullable T value, String type) {
        if (value == null) throw UnreadableEntryException.damaged(type, "a column is empty that must not be");
        return value;
    }

    private static String quoted(String text) {
        return new StringBuilder(text.length() + 2)
                .append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(text))
                .append('"')
                .toString();
    }
}
