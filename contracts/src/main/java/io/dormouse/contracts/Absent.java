package io.dormouse.contracts;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in a record that was decoded: components without a value that are neither optional nor nullable. */
public final class Absent {
    private Absent() {}

    /** The name of the first component without a value, in the record itself or in records that it holds. */
    public static Optional<String> firstIn(@Nullable Object value) {
        return switch (value) {
            case Record whole -> firstComponentIn(whole);
            case Collection<?> elements -> firstIn(elements);
            case Map<?, ?> map -> firstIn(map.values());
            case null, default -> Optional.empty();
        };
    }

    private static Optional<String> firstIn(Collection<?> elements) {
        return elements.stream()
                .filter(Objects::nonNull)
                .map(Absent::firstIn)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> firstComponentIn(Record whole) {
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            Object value = valueOf(component, whole);
            if (value == null && !mayBeAbsent(component)) return Optional.of(component.getName());
            Optional<String> deeper = firstIn(value);
            if (deeper.isPresent()) return deeper;
        }
        return Optional.empty();
    }

    /** {@code Object} stands for any JSON value, of which null is one. */
    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getType() == Object.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object valueOf(RecordComponent component, Record whole) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the field %s of %s cannot be read".formatted(component.getName(), whole.getClass()), e);
        }
    }
}
