package io.dormouse.bench.restate;

import io.dormouse.bench.measure.MissingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The server's binary in the user's cache, fetched there once by npm. Its licence is the Business Source License: it is run here
 * to measure it, and nothing of it is shipped.
 */
final class ServerProgram {
    private static final String PACKAGE = "restate-server-" + platform();

    private ServerProgram() {}

    /** Throws {@link MissingException} if it is not there and npm could not fetch it. */
    static Path fetched() throws MissingException, IOException, InterruptedException {
        String version = version();
        Path folder = cache().resolve("restate-" + version);
        if (!Files.isExecutable(programIn(folder))) fetch(version, folder);
        return programIn(folder);
    }

    private static Path programIn(Path folder) {
        return folder.resolve("node_modules/@restatedev/%s/bin/restate-server".formatted(PACKAGE));
    }

    /** Made beside its place and renamed: one that was interrupted is never taken for the whole. */
    private static void fetch(String version, Path folder) throws MissingException, IOException, InterruptedException {
        String wanted = "@restatedev/%s@%s".formatted(PACKAGE, version);
        Files.createDirectories(folder.getParent());
        Path making = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".new");
        int status = npm(List.of(
                "npm",
                "install",
                "--prefix=" + making,
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--ignore-scripts",
                wanted));
        if (status != 0 || !Files.isExecutable(programIn(making))) {
            throw new MissingException(
                    "npm could not fetch " + wanted + " (its words are above): is its registry within reach?");
        }
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int npm(List<String> words) throws MissingException, InterruptedException {
        try {
            Process npm = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            npm.getOutputStream().close();
            return npm.waitFor();
        } catch (IOException e) {
            throw new MissingException("npm is needed once to fetch Restate's server: install it (Debian: apt-get"
                    + " install npm), or leave Restate out");
        }
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream resource = ServerProgram.class.getResourceAsStream("server.properties")) {
            if (resource == null) throw new IOException("server.properties is not in the jar of bench-restate");
            properties.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
        }
        return properties.getProperty("version");
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("dormouse");
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        return system + (System.getProperty("os.arch").equals("aarch64") ? "-arm64" : "-x64");
    }
}
