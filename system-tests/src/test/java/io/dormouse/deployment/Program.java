package io.dormouse.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A module that is a program, as a container runs it. */
record Program(String module) {
    private static final String PLANTED = "planted-by-a-test";

    /** Its main class; fails if it has none. */
    String mainClass() throws IOException {
        Path packages = DeploymentFiles.ROOT.resolve(module).resolve("src/main/java/io/dormouse");
        try (Stream<Path> folders = Files.list(packages)) {
            Path found = folders.filter(folder -> Files.exists(folder.resolve("Main.java")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(module + " has no Main"));
            return "io.dormouse." + found.getFileName() + ".Main";
        }
    }

    /**
     * What it has against an environment. It is started for real with a flag that is wrong, so that it refuses to start and names
     * all that is wrong at once; the flag itself is left out of the answer.
     */
    List<String> complaints(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path", ""),
                mainClass(),
                "--" + PLANTED + "=1");
        start.environment().keySet().removeIf(name -> name.startsWith("DORMOUSE_"));
        start.environment().putAll(environment);
        Process refusing = start.redirectErrorStream(true).start();
        List<String> said = new String(refusing.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (refusing.waitFor() != 2 || said.stream().noneMatch(line -> line.contains(PLANTED))) {
            throw new AssertionError("%s did not refuse its flag: %s".formatted(module, said));
        }
        return said.stream().filter(line -> !line.contains(PLANTED)).toList();
    }
}
