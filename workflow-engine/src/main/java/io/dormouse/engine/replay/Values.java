package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.dormouse.contracts.Absent;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import org.jspecify.annotations.Nullable;

/** Java values as JSON and back. What comes out is canonical: equal values of a type give the same text. */
public final class Values {
    private static final ObjectMapper CANONICAL = Wire.MAPPER
            .rebuild()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule("ordered sets").addSerializer(new OrderedSets()))
            .build();
    private static final ObjectReader STRICT = Wire.STRICT.reader();
    private static final ObjectReader LENIENT = Wire.MAPPER.reader();

    /** Below this length neither the size nor the nesting can be too much. */
    private static final int SURELY_SMALL = 2 * Payload.MAX_DEPTH;

    private Values() {}

    /** The JSON of a value, checked to be storable; fails with {@link io.dormouse.contracts.CallException} or {@link UnstorableValueException} if it is not. */
    public static String write(String what, @Nullable Object value) {
        if (value == null || value instanceof Integer || value instanceof Boolean) return String.valueOf(value);
        String json;
        try {
            json = CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw UnstorableValueException.notJson(what, e.getOriginalMessage());
        }
        return isSurelyStorable(json) ? json : Payload.check(what, json);
    }

    private static boolean isSurelyStorable(String json) {
        if (json.length() > SURELY_SMALL) return false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\' || Character.isSurrogate(c)) return false;
        }
        return true;
    }

    /** Reads a recorded value, which may be null as any value of a future; what the type does not know is passed over. */
    @SuppressWarnings("NullAway")
    public static Object read(String json, JavaType type) throws JsonProcessingException {
        return LENIENT.forType(type).readValue(json);
    }

    /** Reads an input: unknown fields, fields that are missing and an input that is missing are refused. */
    public static Object readInput(String json, JavaType type) throws JsonProcessingException {
        Object input = STRICT.forType(type).readValue(json);
        if (input == null && type.isTypeOrSubTypeOf(Record.class)) throw UnstorableValueException.inputMissing();
        Absent.firstIn(input).ifPresent(field -> {
            throw UnstorableValueException.fieldMissing(field);
        });
        return input;
    }
}
