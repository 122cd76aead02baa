package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small disk: a file with a file system of its own, which reaches the machine's disk by {@code fsync} and can be full.
 * Thread-safe.
 */
public final class Disk {
    private static final String SIZE = "6G";

    private final Path directory;

    private Disk(Path directory) {
        this.directory = directory;
    }

    /** An empty one. */
    static Disk make(Path image, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw SiteException.notWritable(directory, e);
        }
        Command.run("truncate", "-s", SIZE, image.toString());
        // No share kept back for root: full is full
        Command.run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "nodiscard", image.toString());
        Command.run("mount", "-o", "loop", image.toString(), directory.toString());
        return new Disk(directory);
    }

    /** What a run has left mounted, and the file below it. */
    static void remove(Path image, Path directory) {
        if (Command.succeeds("mountpoint", "-q", directory.toString())) {
            Command.run("umount", "-l", directory.toString());
        }
        try {
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw SiteException.notWritable(image, e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Leaves not one free block. */
    public synchronized void fill() {
        try {
            FileStore store = Files.getFileStore(directory);
            for (long rest = store.getUsableSpace(); rest >= 1 << 16; rest = rest / 2) {
                String part = directory.resolve("filler-" + rest).toString();
                // What Postgres takes meanwhile makes a part fail; the next, half as big, does not
                Command.succeeds("fallocate", "-l", Long.toString(Math.min(rest, store.getUsableSpace())), part);
            }
        } catch (IOException e) {
            throw SiteException.notWritable(directory, e);
        }
    }

    /** Gives the room back. */
    public synchronized void drain() {
        try (var parts = Files.newDirectoryStream(directory, "filler-*")) {
            for (Path part : parts) Files.delete(part);
        } catch (IOException e) {
            throw SiteException.notWritable(directory, e);
        }
    }
}
