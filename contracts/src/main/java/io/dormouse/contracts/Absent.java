package io.dormouse.contracts;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in a record that was decoded: components without a value that are neither optional nor nullable. */
public final class Absent {
    /** Every look at a class by reflection makes its components and their accessors anew, so it is looked at once. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private Absent() {}

    /** What a record holds under a name. */
    private record Component(String name, boolean mayBeAbsent, Method accessor) {
        static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Component(component.getName(), mayBeAbsent(component), accessor);
        }

        /** {@code Object} stands for any JSON value, of which null is one. */
        private static boolean mayBeAbsent(RecordComponent component) {
            return component.getType() == Optional.class
                    || component.getType() == Object.class
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        @Nullable
        Object of(Record whole) {
            try {
                return accessor.invoke(whole);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "the field %s of %s cannot be read".formatted(name, whole.getClass()), e);
            }
        }
    }

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
        for (Component component : COMPONENTS.get(whole.getClass())) {
            Object value = component.of(whole);
            if (value == null && !component.mayBeAbsent()) return Optional.of(component.name());
            Optional<String> deeper = firstIn(value);
            if (deeper.isPresent()) return deeper;
        }
        return Optional.empty();
    }
}
