package io.dormouse.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a postmaster says about itself in its data directory ({@code src/include/utils/pidfile.h}).
 *
 * @param pid its process
 * @param ready whether it accepts connections
 */
record PidFile(long pid, boolean ready) {
    static final String NAME = "postmaster.pid";
    private static final int STATUS_LINE = 7;
    private static final Set<String> SERVING = Set.of("ready", "standby");

    /** Empty if there is none, or if it is being written. */
    static Optional<PidFile> read(Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve(NAME));
            if (lines.isEmpty() || !lines.getFirst().strip().matches("-?\\d{1,18}")) return Optional.empty();
            boolean ready = lines.size() > STATUS_LINE
                    && SERVING.contains(lines.get(STATUS_LINE).strip());
            return Optional.of(
                    new PidFile(Math.abs(Long.parseLong(lines.getFirst().strip())), ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
