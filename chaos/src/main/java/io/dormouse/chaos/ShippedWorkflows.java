package io.dormouse.chaos;

import io.dormouse.chaos.load.WorkflowsJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Every jar of workflows that a node of a site needs: the load's own, and those that ship. */
final class ShippedWorkflows {
    private ShippedWorkflows() {}

    static void writeTo(Path folder) {
        WorkflowsJar.writeTo(folder);
        Path built = SourceTree.root().resolve("workflows/target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "workflows*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read; run mvn -DskipTests package first".formatted(built), e);
        }
    }
}
