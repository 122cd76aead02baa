package io.dormouse.chaos.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built programs, and how a JVM is started for one: small, because many of them share two cores. */
final class Programs {
    private static final List<String> JVM = List.of(
            "-Xmx160m",
            "-Xss512k",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Djdk.trackAllThreads=false",
            "-Dhazelcast.logging.type=slf4j",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path root;

    /** {@code root}: the folder of the whole source tree. */
    Programs(Path root) {
        this.root = root;
    }

    /** Fails with a sentence unless every program is built; makes the archives that let them start fast. */
    void prepare() {
        for (Role role : Role.values()) {
            Path app = app(role);
            if (!Files.isExecutable(app.resolve("run"))) throw SiteException.notBuilt(app);
            if (!Files.exists(archive(role)) && Files.isExecutable(app.resolve("learn"))) {
                Command.run(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        app.resolve("learn").toString());
            }
        }
    }

    List<String> commandLine(Role role, List<Path> patches, List<String> jvmFlags, List<String> flags) {
        Path app = app(role);
        String classPath = Stream.concat(
                        patches.stream().map(Path::toString), Stream.of(app + "/*", app.resolve("lib") + "/*"))
                .collect(Collectors.joining(":"));
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(JVM);
        // An archive fits the class path it was made for only
        if (patches.isEmpty() && Files.exists(archive(role))) words.add("-XX:SharedArchiveFile=" + archive(role));
        words.addAll(jvmFlags);
        words.addAll(List.of("-cp", classPath, role.mainClass()));
        words.addAll(flags);
        return words;
    }

    private Path archive(Role role) {
        return app(role).resolve("classes.jsa");
    }

    private Path app(Role role) {
        return root.resolve(role.module()).resolve("target/app");
    }
}
