package io.dormouse.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a workflow as its author would, against the API alone. */
final class AuthorsCode {
    private AuthorsCode() {}

    /** A folder of classes with its services file. */
    static Path compile(Path to, String name, String source) throws IOException {
        Path file = to.resolveSibling("source").resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-g", "-proc:none", "-d", to.toString(), "-cp", classPath()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        Path services = to.resolve("META-INF/services/" + Workflow.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, name + "\n");
        return to;
    }

    private static String classPath() {
        return Stream.of(Workflow.class, Future.class)
                .map(type -> new File(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .map(File::getPath)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
