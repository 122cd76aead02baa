package io.dormouse.postgres;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where things lie that can be made again: system property {@code dormouse.cache}, or as XDG says. */
public final class CacheFolder {
    private CacheFolder() {}

    /** It need not exist yet. */
    public static Path path() {
        return Stream.of(
                        Optional.ofNullable(System.getProperty("dormouse.cache"))
                                .map(Path::of),
                        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                                .filter(text -> !text.isBlank())
                                .map(text -> Path.of(text, "dormouse")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "dormouse"));
    }
}
