package io.dormouse.engine.replay;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.dormouse.contracts.Wire;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the result of a step without a declared type is read back: by the class that it had, written beside it in Jackson's
 * canonical form. Texts, small numbers and booleans need no mention.
 */
final class ResultType {
    private static final JavaType ANY = Wire.MAPPER.constructType(Object.class);

    private ResultType() {}

    /** The name to write beside a value; null where JSON tells it by itself. */
    static @Nullable String nameOf(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Integer) {
            return null;
        }
        return typeOf(value, TypeFactory.defaultInstance()).toCanonical();
    }

    /** The type of a written name, found by the author's class loader. */
    static JavaType resolve(@Nullable String name, @Nullable ClassLoader loader) {
        return name == null
                ? ANY
                : TypeFactory.defaultInstance().withClassLoader(loader).constructFromCanonical(name);
    }

    private static JavaType typeOf(Object value, TypeFactory types) {
        return switch (value) {
            case List<?> list -> types.constructCollectionType(List.class, commonType(list, types));
            case Set<?> set -> types.constructCollectionType(Set.class, commonType(set, types));
            case Map<?, ?> map ->
                types.constructMapType(Map.class, commonType(map.keySet(), types), commonType(map.values(), types));
            case ZoneId zone -> types.constructType(ZoneId.class);
            case Enum<?> constant -> types.constructType(constant.getDeclaringClass());
            default -> {
                Class<?> type = value.getClass();
                if (type.getTypeParameters().length > 0
                        || type.isAnonymousClass()
                        || type.isHidden()
                        || type.isSynthetic()) {
                    throw UnstorableValueException.typeUnknown("the result", type);
                }
                yield types.constructType(type);
            }
        };
    }

    private static JavaType commonType(Collection<?> values, TypeFactory types) {
        List<JavaType> distinct = values.stream()
                .filter(value -> value != null)
                .map(value -> typeOf(value, types))
                .distinct()
                .toList();
        return switch (distinct.size()) {
            case 0 -> ANY;
            case 1 -> distinct.getFirst();
            default -> throw UnstorableValueException.typeUnknown("the result", values.getClass());
        };
    }
}
