package io.dormouse.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run keeps its logs, promises and faults. */
final class RunFolder {
    private RunFolder() {}

    /** The wanted one, or a new one for this run. */
    static Path of(@Nullable Path wanted) throws IOException {
        if (wanted == null) return Files.createTempDirectory("dormouse-chaos-");
        return Files.createDirectories(wanted.toAbsolutePath().normalize());
    }

    /** Of a run that nobody needs to look into. */
    static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) Files.delete(file);
    }
}
