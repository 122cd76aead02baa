package io.dormouse.scenarios;

import io.dormouse.flow.Workflow;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What an author does with javac and jar: compiles the sources of the module {@code examples} and packs them. */
final class AuthorsJar {
    private static final String SERVICES = "META-INF/services/io.dormouse.flow.Workflow";

    private AuthorsJar() {}

    /** Compiled once for all scenarios: javac takes longer than what most of them look at. */
    private static final class Compiled {
        static final Map<String, byte[]> CLASSES = compile();
    }

    /** A jar with the examples and their service entry. */
    static void withServiceEntry(Path jar) throws IOException {
        pack(
                jar,
                Files.readString(Installation.sources()
                        .resolve("examples/src/main/resources")
                        .resolve(SERVICES)));
    }

    /** The same, but the author forgot the service entry. */
    static void withoutServiceEntry(Path jar) throws IOException {
        pack(jar, "");
    }

    /** A jar with one workflow of these tests. */
    static void with(Class<? extends Workflow<?, ?>> workflow, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = workflow.getResourceAsStream(workflow.getSimpleName() + ".class")) {
            add(out, SERVICES, workflow.getName().getBytes(StandardCharsets.UTF_8));
            add(
                    out,
                    workflow.getName().replace('.', '/') + ".class",
                    Objects.requireNonNull(code).readAllBytes());
        }
    }

    private static void pack(Path jar, String services) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            if (!services.isEmpty()) add(out, SERVICES, services.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> one : Compiled.CLASSES.entrySet()) add(out, one.getKey(), one.getValue());
        }
    }

    private static Map<String, byte[]> compile() {
        try {
            Path classes = Files.createTempDirectory("dormouse-author-");
            try {
                compileTo(classes);
                Map<String, byte[]> compiled = new TreeMap<>();
                for (Path file : files(classes, ".class"))
                    compiled.put(classes.relativize(file).toString(), Files.readAllBytes(file));
                return compiled;
            } finally {
                Installation.delete(classes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compileTo(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String libraries = files(Installation.sources().resolve("standalone/target/lib"), ".jar").stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-cp", libraries));
        files(Installation.sources().resolve("examples/src/main/java"), ".java")
                .forEach(file -> arguments.add(file.toString()));
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0)
            throw new AssertionError("the examples do not compile");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
