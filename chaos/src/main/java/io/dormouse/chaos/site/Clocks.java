package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one process, put wrong by {@code libfaketime} below its JVM: it reads a file once a second. Monotonic time
 * stays true, as on a machine whose clock somebody sets.
 */
public final class Clocks {
    private static final List<Path> LIBRARIES = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
            .map(machine -> Path.of("/usr/lib", machine, "faketime/libfaketimeMT.so.1"))
            .toList();

    private final Path file;

    Clocks(Path folder) {
        file = folder.resolve("clock");
        jump(Duration.ZERO);
    }

    /** What must stand before a command so that it obeys; nothing if the library is not installed. */
    Optional<List<String>> before() {
        return LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .map(library -> List.of(
                        "env",
                        "LD_PRELOAD=" + library,
                        "FAKETIME_TIMESTAMP_FILE=" + file,
                        "FAKETIME_CACHE_DURATION=1",
                        "FAKETIME_DONT_FAKE_MONOTONIC=1",
                        "DONT_FAKE_MONOTONIC=1"));
    }

    /** From about a second later on the clock is off by this much; zero puts it right. */
    public void jump(Duration offset) {
        Path next = file.resolveSibling("clock.new");
        try {
            Files.writeString(next, "%+d".formatted(offset.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw SiteException.notWritable(file, e);
        }
    }
}
