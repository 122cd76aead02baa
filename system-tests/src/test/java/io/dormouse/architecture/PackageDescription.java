package io.dormouse.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file package-info.java of one package. */
final class PackageDescription {
    private PackageDescription() {}

    static boolean isComplete(Path file) {
        try {
            if (!Files.exists(file)) return false;
            String text = Files.readString(file);
            return text.startsWith("/**") && text.contains("\n@NullMarked\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
