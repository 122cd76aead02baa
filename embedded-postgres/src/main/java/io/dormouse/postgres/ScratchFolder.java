package io.dormouse.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a test keeps what need not outlive the machine. In memory, if this system has a file system there with 2 GiB to spare:
 * a database is some three hundred small files, and ext4 looks long for a free inode where many were just deleted, which cost
 * the tests more than everything else that Postgres did for them. Otherwise the folder for temporary files.
 */
public final class ScratchFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 2L << 30;

    private ScratchFolder() {}

    public static Path path() {
        return isRoomy(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean isRoomy(Path folder) {
        try {
            return Files.isWritable(folder)
                    && Files.getFileStore(folder).type().equals("tmpfs")
                    && Files.getFileStore(folder).getUsableSpace() >= ENOUGH_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
