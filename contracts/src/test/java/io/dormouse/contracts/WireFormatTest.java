package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other services speak this format too, so it may only grow. A change that is meant is written down with
 * {@code mvn -pl contracts test -Dsurefire.arguments=-Dgolden.write=true}, and shows in the diff.
 */
final class WireFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Class<?>> records() {
        return classes()
                .filter(type -> type.isRecord() && !type.getPackageName().equals("io.dormouse.contracts"))
                .toList();
    }

    static List<Class<?>> services() {
        return classes()
                .filter(type -> type.isAnnotationPresent(FailsWith.class))
                .toList();
    }

    private static Stream<Class<?>> classes() {
        try {
            Path root = Path.of(Wire.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Path> files;
            try (Stream<Path> all = Files.walk(root)) {
                files = all.filter(file -> file.toString().endsWith(".class")
                                && !file.toString().contains("$")
                                && !file.endsWith("package-info.class"))
                        .sorted()
                        .toList();
            }
            return files.stream()
                    .map(file -> root.relativize(file)
                            .toString()
                            .replace(".class", "")
                            .replace('/', '.'))
                    .map(WireFormatTest::load);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldWriteEachRecordAsItAlwaysWas(Class<?> type) {
        Object sample = sample(type);
        String written = Wire.encode(sample).encodePrettily() + "\n";
        assertThat(written).isEqualTo(golden(type.getSimpleName() + ".json", written));
        assertThat((Object) Wire.decode(new JsonObject(written), type)).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldKeepAddressesMethodsAndParameterNames(Class<?> service) throws ReflectiveOperationException {
        String methods = Arrays.stream(service.getMethods())
                .filter(method -> method.getReturnType() == Future.class)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> method.getName() + "("
                        + Arrays.stream(method.getParameters())
                                .map(p -> p.getType().getSimpleName() + " " + p.getName())
                                .collect(Collectors.joining(", "))
                        + "): "
                        + ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0].getTypeName())
                .collect(Collectors.joining("\n"));
        String failures = Arrays.stream(
                        service.getAnnotation(FailsWith.class).value().getEnumConstants())
                .map(failure -> failure.code() + " " + failure.name())
                .collect(Collectors.joining("\n"));
        String written = service.getField("ADDRESS").get(null) + "\n" + methods + "\n" + failures + "\n";
        assertThat(written).isEqualTo(golden(service.getSimpleName() + ".txt", written));
    }

    @Test
    void shouldHaveAMapperForEachRecord() throws IOException {
        Properties mappers = new Properties();
        try (InputStream file = WireFormatTest.class.getResourceAsStream("/META-INF/vertx/json-mappers.properties")) {
            mappers.load(file);
        }
        assertThat(records())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(mappers)
                        .containsKeys(type.getName() + ".serializer", type.getName() + ".deserializer"));
    }

    @Test
    void shouldGiveNoCodeToTwoFailures() {
        List<Integer> codes = classes()
                .filter(type -> type.isEnum() && FailureCode.class.isAssignableFrom(type))
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(failure -> ((FailureCode) failure).code())
                .toList();
        assertThat(codes).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    private static String golden(String name, String written) {
        Path file = GOLDEN.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, written);
            }
            return Files.exists(file) ? Files.readString(file) : "there is no " + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record with every field filled, the same each time. */
    private static Object sample(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), component.getName()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Object inner = value(generic.getActualTypeArguments()[0], name);
            if (generic.getRawType() == Map.class) return Map.of(name, name);
            return generic.getRawType() == Optional.class ? Optional.of(inner) : List.of(inner);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class || raw == Object.class) return name;
        if (raw == int.class || raw == Integer.class) return 7;
        if (raw == long.class || raw == Long.class) return 7L;
        if (raw == boolean.class) return true;
        if (raw == Instant.class) return Instant.parse("2026-01-02T03:04:05.678901Z");
        if (raw == JsonObject.class) return new JsonObject().put("field", name);
        if (raw.isEnum()) return raw.getEnumConstants()[0];
        if (raw.isRecord()) return sample(raw);
        throw new AssertionError("no sample of " + type);
    }
}
