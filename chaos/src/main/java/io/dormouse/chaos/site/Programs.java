package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The built programs, and how a JVM is started for one: small, because many of them share two cores. They are copied first, so
 * that a build beside a long run does not change jars under running processes; the copies are kept for the next run.
 */
final class Programs {
    private static final List<String> JVM = List.of(
            "-Xmx160m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Djdk.trackAllThreads=false",
            "-Djdk.preserveScopedValueCache=false",
            "-Dhazelcast.logging.type=slf4j",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path root;
    private final Path copies;
    private final Map<Role, Path> apps = new EnumMap<>(Role.class);

    /**
     * The programs of a source tree.
     *
     * @param root the folder of the whole tree
     * @param copies where copies are kept
     */
    Programs(Path root, Path copies) {
        this.root = root;
        this.copies = copies;
    }

    /** Fails with a sentence unless every program is built; copies what is new and makes the archives that let them start fast. */
    void prepare() {
        for (Role role : Role.values()) {
            Path built = built(role);
            if (!Files.isExecutable(built.resolve("run"))) throw SiteException.notBuilt(built);
            apps.put(role, copyOf(role));
            if (!Files.exists(app(role))) copy(role);
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
        Path archive = app.resolve("classes.jsa");
        // An archive fits the class path it was made for only
        if (patches.isEmpty() && Files.exists(archive)) words.add("-XX:SharedArchiveFile=" + archive);
        words.addAll(jvmFlags);
        words.addAll(List.of("-cp", classPath, role.mainClass()));
        words.addAll(flags);
        return words;
    }

    private void copy(Role role) {
        Path target = app(role);
        removeOldCopies(role);
        try {
            Path making = target.resolveSibling(target.getFileName() + ".new");
            Command.run("rm", "-rf", making.toString());
            Files.createDirectories(target.getParent());
            Command.run("cp", "-r", built(role).toString(), making.toString());
            Files.deleteIfExists(making.resolve("classes.jsa"));
            Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
            // At their final path: the archive remembers where the jars were
            if (Files.isExecutable(target.resolve("learn"))) {
                Command.run(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "JAVA_OPTS=-XX:TieredStopAtLevel=1",
                        target.resolve("learn").toString());
            }
        } catch (IOException e) {
            throw SiteException.notWritable(target, e);
        }
    }

    /** Those of yesterday: a run that still uses one is not that old. */
    private void removeOldCopies(Role role) {
        Command.succeeds(
                "find",
                copies.toString(),
                "-maxdepth",
                "1",
                "-name",
                role.text() + "-*",
                "-mtime",
                "+0",
                "-exec",
                "rm",
                "-rf",
                "{}",
                "+");
    }

    private Path app(Role role) {
        Path app = apps.get(role);
        if (app == null) throw new IllegalStateException("the programs are not prepared");
        return app;
    }

    /** Where the copy of a role's program belongs; another build has another place. */
    private Path copyOf(Role role) {
        CRC32 hash = new CRC32();
        try (Stream<Path> files = Files.walk(built(role))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                hash.update("%s %d %s\n"
                        .formatted(file, Files.size(file), Files.getLastModifiedTime(file))
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw SiteException.notWritable(built(role), e);
        }
        return copies.resolve("%s-%08x".formatted(role.text(), hash.getValue()));
    }

    private Path built(Role role) {
        return root.resolve(role.module()).resolve("target/app");
    }
}
