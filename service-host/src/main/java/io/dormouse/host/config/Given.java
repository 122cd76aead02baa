package io.dormouse.host.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What somebody wrote.
 *
 * @param name the key's name, or the name of its file
 * @param text the value, or the path of the file that holds it
 * @param place where it was written, for people
 */
record Given(String name, String text, String place) {
    boolean isFileOf(Key<?> key) {
        return key.secret() && name.equals(key.fileName());
    }

    /** The text that counts; without the line break that editors leave at the end of a file. */
    String textFor(Key<?> key) {
        if (!isFileOf(key)) return text;
        try {
            return Files.readString(Path.of(text.strip()), StandardCharsets.UTF_8)
                    .replaceAll("[\\r\\n]+$", "");
        } catch (IOException | InvalidPathException e) {
            throw new UnreadableSecret(e);
        }
    }

    /** The file of a secret cannot be read. */
    static final class UnreadableSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableSecret(Exception cause) {
            super(cause);
        }
    }
}
