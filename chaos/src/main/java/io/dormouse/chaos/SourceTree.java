package io.dormouse.chaos;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds the modules, whose programs are run. */
final class SourceTree {
    private SourceTree() {}

    /** As the script {@code dormouse} says, or the folder above that has it. */
    static Path root() {
        String told = System.getProperty("dormouse.root");
        if (told != null) return Path.of(told);
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("dormouse"))) return folder;
        }
        throw new IllegalStateException("not within the source tree; start it by ./dormouse chaos");
    }
}
