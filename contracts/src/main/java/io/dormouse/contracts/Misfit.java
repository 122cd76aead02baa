package io.dormouse.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a value does not fit a type, for somebody who knows the JSON but not the Java behind it. */
public final class Misfit {
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(int.class, long.class, short.class, byte.class, Integer.class, Long.class, Short.class, Byte.class);

    private Misfit() {}

    /** One line without the names of classes; of a failure that has nothing to do with JSON, the first line that it says. */
    public static String sentence(Throwable failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "the field %s is not known%s".formatted(path(unknown), known(unknown));
            // The record itself refuses its values, with a sentence of its author's.
            case ValueInstantiationException refused
            when refused.getCause() != null ->
                "%s is refused: %s".formatted(subject(refused), firstLine(refused.getCause()));
            case MismatchedInputException mismatch ->
                "%s must be %s".formatted(subject(mismatch), described(mismatch.getTargetType()));
            case JsonMappingException number
            when number.getCause() instanceof InputCoercionException -> "%s is out of range".formatted(subject(number));
            case JsonMappingException other -> "%s cannot be read".formatted(subject(other));
            default -> firstLine(failure);
        };
    }

    private static String firstLine(Throwable failure) {
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        if (known == null || known.isEmpty()) return "; there are none";
        return "; these are: " + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String subject(JsonMappingException failure) {
        return failure.getPath().isEmpty() ? "it" : "the field " + path(failure);
    }

    /** For example {@code servers[0].name}. */
    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
        return path.toString();
    }

    private static String described(@Nullable Class<?> type) {
        if (type == null) return "another value";
        if (WHOLE_NUMBERS.contains(type)) return "a whole number";
        if (type.isPrimitive() && type != boolean.class || Number.class.isAssignableFrom(type)) return "a number";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (CharSequence.class.isAssignableFrom(type)) return "a text";
        if (type.isEnum())
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        if (Duration.class.isAssignableFrom(type)) return "a duration, for example PT30S";
        if (TemporalAccessor.class.isAssignableFrom(type)) return "a time, for example 2026-01-31T12:00:00Z";
        if (type.isArray() || Collection.class.isAssignableFrom(type)) return "a list";
        if (type.isRecord() || Map.class.isAssignableFrom(type)) return "an object";
        return "another value";
    }
}
