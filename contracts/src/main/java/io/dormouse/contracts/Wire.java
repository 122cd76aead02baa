package io.dormouse.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.core.json.jackson.VertxModule;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The JSON of the records here: instants as ISO 8601 text, absent values left out. Answers may hold fields that this version
 * does not know; requests may not ({@link #decodeRequest}), because an ignored field is an ignored wish. People's values
 * (inputs, results, events) pass unchanged: their nulls stay, and their decimals keep every digit.
 */
public final class Wire {
    /** The mapper of everything that crosses the bus. Shared and immutable by agreement: copy it to change it. */
    public static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new VertxModule())
            // A set keeps the order in which it was sent: one that hashes would come back in another order in another
            // JVM.
            .addModule(new SimpleModule().addAbstractTypeMapping(Set.class, LinkedHashSet.class))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    /** The mapper of what others ask for: nothing is passed over, and nothing is taken for what it is not ({@code "5"} is no number). */
    public static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    static {
        // What crosses the bus becomes a JsonObject on the way, which Vert.x reads with a mapper of its own.
        DatabindCodec.mapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    private Wire() {}

    /**
     * Buffers go round among all threads: those of a virtual thread would be made for it, used once and thrown away. By a pool without
     * a lock: a virtual thread that waits for one may be run much later.
     */
    private static JsonFactory factory() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();
    }

    /** The JSON object of a record. Within a process it crosses the bus as the text that it is. */
    public static JsonObject encode(Object value) {
        return written(text(value));
    }

    /**
     * What is a JSON object already, as the body of a message: it is sent as it stands, and neither read nor written again on the way.
     *
     * @param text the text of one JSON object; nobody here looks whether it is
     */
    public static JsonObject written(String text) {
        return new WrittenJson(text);
    }

    /** The JSON text of any value. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw CallFailure.INVALID_REQUEST.exception("%s cannot be written as JSON: %s"
                    .formatted(value.getClass().getSimpleName(), Misfit.sentence(e)));
        }
    }

    /** The record of an answer; fields that it does not have are passed over. */
    public static <T> T decode(JsonObject json, Class<T> type) {
        return read(MAPPER, json, MAPPER.constructType(type));
    }

    /** The record of a request; an unknown field, a wrong type or an object that refuses its values is {@link CallFailure#INVALID_REQUEST}. */
    public static <T> T decodeRequest(JsonObject json, Class<T> type) {
        T request = read(STRICT, json, STRICT.constructType(type));
        Absent.firstIn(request).ifPresent(field -> {
            throw CallFailure.INVALID_REQUEST.exception(
                    "this is not a %s: the field %s is missing".formatted(type.getSimpleName(), field));
        });
        return request;
    }

    private static <T> T read(ObjectMapper mapper, JsonObject json, JavaType type) {
        try {
            return mapper.readValue(json.encode(), type);
        } catch (JsonProcessingException e) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "this is not a %s: %s".formatted(type.getRawClass().getSimpleName(), Misfit.sentence(e)));
        }
    }
}
