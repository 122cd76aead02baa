package io.dormouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReplaceTheWholeTextAndBeReadableByItsUserOnly() throws IOException {
        Path token = folder.resolve("token");

        PrivateFile.write(token, "a much longer first one");
        PrivateFile.write(token, "second");

        assertThat(token).hasContent("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing half-written stays behind").containsExactly(token);
        }
    }
}
