package io.dormouse.chaos.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The wall clock of one process, put wrong below its JVM by a few lines of C that are compiled here. Monotonic time stays true,
 * as on a machine whose clock somebody sets. (Below {@code libfaketime} each look at any clock costs a microsecond and more,
 * and a JVM with its event loops stands still for seconds.)
 */
public final class Clocks {
    private final Path offset;
    private final Path library;
    private final boolean available;

    Clocks(Path folder) {
        offset = folder.resolve("clock");
        library = folder.resolve("clock.so");
        available = compiled(folder.resolve("clock.c"));
        jump(Duration.ZERO);
    }

    /** What must stand before a command so that it obeys; nothing if this machine has no C compiler. */
    Optional<List<String>> before() {
        return available
                ? Optional.of(List.of("env", "LD_PRELOAD=" + library, "CHAOS_CLOCK=" + offset))
                : Optional.empty();
    }

    /** From now on the clock is off by this much, whole seconds; zero puts it right. */
    public void jump(Duration by) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(by.toSeconds()).flip();
        // In place: the process has this very file in its memory
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        } catch (IOException e) {
            throw SiteException.notWritable(offset, e);
        }
    }

    private boolean compiled(Path source) {
        try (InputStream code = Clocks.class.getResourceAsStream("clock.c")) {
            if (code == null) throw new IllegalStateException("clock.c is not on the class path");
            Files.copy(code, source, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw SiteException.notWritable(source, e);
        }
        return Command.succeeds("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");
    }
}
