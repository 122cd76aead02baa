package io.dormouse.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real {@code ./dormouse} script above the jars of this build. The script works as after a fresh clone, its
 * rehearsal included; only its Maven is a stand-in that brings the jars that the reactor has just made, because a
 * build inside the build would overwrite them. Made once per build.
 */
final class Installation {
    private static final List<String> PROGRAMS = List.of("standalone", "cli", "workflow-testkit", "examples");

    private final Path root;

    private Installation(Path root) {
        this.root = root;
    }

    private static final class Made {
        static final Installation INSTANCE = make();
    }

    static Installation current() {
        return Made.INSTANCE;
    }

    /** A command line of the script; variables of Dormouse in the environment of the tests do not reach it. */
    ProcessBuilder command(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(root.resolve("dormouse").toString()), words.stream())
                        .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("DORMOUSE_"));
        builder.environment().merge("PATH", "", (path, none) -> root.resolve("bin") + ":" + path);
        return builder;
    }

    /** The clone that this build works on. */
    static Path sources() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isExecutable(folder.resolve("dormouse")))
                .findFirst()
                .orElseThrow();
    }

    private static Installation make() {
        Path sources = sources();
        Path root = sources.resolve("system-tests/target/installation");
        try {
            if (isOlderThanTheJars(root, sources)) {
                delete(root);
                layOut(root, sources);
                // The first command builds and says so; those of the tests come after it
                Ended first = Ended.of(new Installation(root).command(List.of("--help")));
                first.told();
                requireLearnt(root, first);
            }
            return new Installation(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireLearnt(Path root, Ended first) throws IOException {
        for (String program : List.of("standalone", "cli")) {
            try (Stream<Path> made = Files.list(root.resolve(program).resolve("target"))) {
                if (made.noneMatch(file -> file.toString().endsWith(".aot")))
                    throw new IllegalStateException("%s has learnt nothing: %s".formatted(program, first));
            }
        }
    }

    private static void layOut(Path root, Path sources) throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.copy(sources.resolve("dormouse"), root.resolve("dormouse"));
        Files.copy(sources.resolve("pom.xml"), root.resolve("pom.xml"));
        for (String program : PROGRAMS) {
            Files.createDirectories(root.resolve(program).resolve("src/main"));
            Files.copy(
                    sources.resolve(program).resolve("pom.xml"),
                    root.resolve(program).resolve("pom.xml"));
        }
        Path maven =
                Files.writeString(root.resolve("bin/mvn"), """
                    #!/bin/sh
                    set -e
                    for program in %1$s; do
                        mkdir -p %2$s/$program/target
                        ln -sf %3$s/$program/target/*.jar %2$s/$program/target/
                        [ ! -d %3$s/$program/target/lib ] || ln -sfn %3$s/$program/target/lib %2$s/$program/target/lib
                    done
                    """.formatted(String.join(" ", PROGRAMS), root, sources));
        if (!maven.toFile().setExecutable(true)) throw new IOException(maven + " cannot be made executable");
    }

    private static boolean isOlderThanTheJars(Path root, Path sources) throws IOException {
        Path stamp = root.resolve("standalone/target/built");
        if (!Files.exists(stamp)) return true;
        FileTime made = Files.getLastModifiedTime(stamp);
        for (String program : PROGRAMS) {
            try (Stream<Path> jars = Files.walk(sources.resolve(program).resolve("target"), 2)) {
                for (Path jar :
                        jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    if (Files.getLastModifiedTime(jar).compareTo(made) > 0) return true;
                }
            }
        }
        return Files.mismatch(root.resolve("dormouse"), sources.resolve("dormouse")) >= 0;
    }

    /** Deletes a tree; links are not followed. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) return;
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
