package io.dormouse.bench.rig;

import io.dormouse.flow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workflows in a jar, as an author would hand them to a node. */
final class WorkflowJar {
    private WorkflowJar() {}

    /** @param others what they use, and no library has */
    static void write(Path jar, List<Class<? extends Workflow<?, ?>>> workflows, List<Class<?>> others)
            throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            String names = workflows.stream().map(Class::getName).collect(Collectors.joining("\n"));
            add(out, "META-INF/services/" + Workflow.class.getName(), names.getBytes(StandardCharsets.UTF_8));
            List<Class<?>> all = Stream.concat(workflows.stream(), others.stream())
                    .flatMap(WorkflowJar::withMembers)
                    .toList();
            for (Class<?> one : all) add(out, one.getName().replace('.', '/') + ".class", bytes(one));
        }
    }

    private static Stream<Class<?>> withMembers(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(WorkflowJar::withMembers));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            if (in == null) throw new IOException(type.getName() + " is not on the class path");
            return in.readAllBytes();
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
