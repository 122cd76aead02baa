package io.dormouse.chaos.load;

import io.dormouse.chaos.errand.Dormitory;
import io.dormouse.chaos.errand.Family;
import io.dormouse.chaos.errand.Kid;
import io.dormouse.chaos.errand.Letters;
import io.dormouse.chaos.errand.Life;
import io.dormouse.chaos.errand.Meeting;
import io.dormouse.chaos.errand.Move;
import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.errand.Query;
import io.dormouse.chaos.errand.Retire;
import io.dormouse.chaos.errand.Steps;
import io.dormouse.chaos.errand.Trial;
import io.dormouse.flow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packs the workflows of the suite as an author would, for the folder of a workflow service. */
public final class WorkflowsJar {
    private static final String SERVICES = "META-INF/services/" + Workflow.class.getName();

    /** In the order in which they refer to each other. */
    static final List<Class<? extends Workflow<?, ?>>> WORKFLOWS = List.of(
            Letters.class,
            Meeting.class,
            Nap.class,
            Kid.class,
            Family.class,
            Steps.class,
            Query.class,
            Move.class,
            Life.class,
            Retire.class,
            Trial.class,
            Dormitory.class);

    private WorkflowsJar() {}

    /** Writes the jar into a folder, which is made if it is not there; answers with the file. */
    public static Path writeTo(Path folder) {
        try {
            Path jar = Files.createDirectories(folder).resolve("chaos-workflows.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                String entries = WORKFLOWS.stream().map(Class::getName).collect(Collectors.joining("\n"));
                add(out, SERVICES, entries.getBytes(StandardCharsets.UTF_8));
                for (Class<?> workflow : WORKFLOWS) {
                    for (Class<?> part : withMembers(workflow).toList())
                        add(out, part.getName().replace('.', '/') + ".class", bytes(part));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("the workflows cannot be packed into %s".formatted(folder), e);
        }
    }

    private static Stream<Class<?>> withMembers(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(WorkflowsJar::withMembers));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) throw new IOException("%s is not on the class path".formatted(type.getName()));
            return in.readAllBytes();
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
