package io.dormouse.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of Postgres, unpacked once per version into the user's cache folder.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param majorVersion for example {@code 18}
 */
public record PostgresBinaries(Path directory, String majorVersion) {
    private static final Pattern JAR = Pattern.compile("([^/]*-(\\d+)\\.[\\d.]+)\\.jar!");

    /** Unpacks if this version is not there yet, about two seconds, telling {@code progress} so. */
    public static PostgresBinaries unpacked(Consumer<String> progress) {
        String archive = "postgres-%s-%s.txz".formatted(system(), machine());
        URL resource = PostgresBinaries.class.getClassLoader().getResource(archive);
        Matcher jar = JAR.matcher(String.valueOf(resource));
        if (resource == null || !jar.find()) {
            throw PostgresException.noBinaries(system() + " " + machine());
        }
        Path directory = CacheFolder.path().resolve(jar.group(1));
        if (!Files.isDirectory(directory)) {
            progress.accept("unpacking Postgres %s into %s".formatted(jar.group(2), directory));
            unpack(resource, directory);
        }
        return new PostgresBinaries(directory, jar.group(2));
    }

    /** Where a program lies, for example {@code initdb}. Postgres itself refuses to run as root: {@code unshare -U} helps. */
    public Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.split(" ", 2)[0];
    }

    private static String machine() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }

    /** Whole or not at all: two processes may do this at once, and either may be killed. */
    private static void unpack(URL archive, Path directory) {
        try {
            Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
            Path making = Files.createTempDirectory(parent, directory.getFileName() + ".new");
            try (InputStream bytes = archive.openStream();
                    TarArchiveInputStream tar = new TarArchiveInputStream(
                            new XZCompressorInputStream(new BufferedInputStream(bytes, 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(entry, tar, making);
                }
            }
            FileTree.moveUnlessThere(making, directory);
        } catch (IOException e) {
            throw PostgresException.notWritable(directory, e);
        }
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive names %s, outside its folder".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make %s executable".formatted(target));
            }
        }
    }
}
