package io.dormouse.dns.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of the operating system, also where only root looks. */
final class Programs {
    private Programs() {}

    static String path(String program) {
        return find(program).orElseThrow(() -> new IllegalStateException(program + " is not installed"));
    }

    static Optional<String> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
