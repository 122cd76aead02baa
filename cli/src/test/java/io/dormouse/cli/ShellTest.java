package io.dormouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Somebody types commands, and an API answers them as the test has told it to. */
abstract class ShellTest {
    @TempDir
    Path home = Path.of("");

    RecordedApi api;
    Shell shell;

    @BeforeEach
    void open() throws IOException {
        api = new RecordedApi();
        shell = Shell.at(api, home);
    }

    @AfterEach
    void close() {
        api.close();
    }
}
