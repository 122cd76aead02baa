package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A run's place on this machine: its prefix of names and its network. Held by a lock that dies with the process, so that what
 * bears the prefix of a free slot was left behind by a dead run.
 */
final class Slot implements AutoCloseable {
    private static final int SLOTS = 8;
    private static final Path LOCKS = Path.of(System.getProperty("java.io.tmpdir"), "dormouse-chaos");

    private final int number;
    private final FileChannel channel;

    private Slot(int number, FileChannel channel) {
        this.number = number;
        this.channel = channel;
    }

    /** The first that no living run holds. */
    static Slot take() {
        try {
            Files.createDirectories(LOCKS);
            for (int number = 0; number < SLOTS; number++) {
                FileChannel channel = FileChannel.open(
                        LOCKS.resolve(number + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isTaken(channel)) return new Slot(number, channel);
                channel.close();
            }
        } catch (IOException e) {
            throw SiteException.notWritable(LOCKS, e);
        }
        throw SiteException.noSlot(SLOTS);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** What the names of namespaces, links and mounts begin with; short, because a link's name has 15 letters at most. */
    String prefix() {
        return "dmc" + number;
    }

    /** An address of this run's network, a /24; 1 is this process's own. */
    String address(int host) {
        return "10.231.%d.%d".formatted(number, host);
    }

    /** For what must be found again by the next run that has this place. */
    Path folder() {
        return LOCKS.resolve(Integer.toString(number));
    }

    /** For what all runs of this machine may share. */
    static Path shared() {
        return LOCKS.resolve("programs");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SiteException.notWritable(LOCKS, e);
        }
    }
}
