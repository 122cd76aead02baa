package io.dormouse.standalone;

import io.dormouse.host.PrivateFile;
import io.dormouse.postgres.DirectoryLock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that {@code up} keeps everything in, locked for this process.
 *
 * <pre>
 * format         the version of this layout
 * token          opens the API                     mode 600
 * endpoint.json  where it runs, while it does      mode 600
 * keys/          TSIG, cloud API key, SSH          mode 600
 * postgres/      the database
 * logs/
 * </pre>
 */
final class DataFolder implements AutoCloseable {
    private static final int FORMAT = 1;

    private final Path path;
    private final DirectoryLock lock;

    private DataFolder(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes it if missing. Refuses one that is in use, cannot be written, or was written by a newer version. */
    static DataFolder open(Path path) {
        DirectoryLock lock = DirectoryLock.take(path);
        try {
            checkFormat(path);
            Files.deleteIfExists(path.resolve("endpoint.json"));
            return new DataFolder(path, lock);
        } catch (IOException e) {
            lock.close();
            throw StartException.notWritable(path, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void checkFormat(Path path) throws IOException {
        Path file = path.resolve("format");
        if (!Files.exists(file)) PrivateFile.write(file, FORMAT + "\n");
        String found = Files.readString(file).strip();
        if (!found.matches("\\d{1,9}") || Integer.parseInt(found) > FORMAT) throw StartException.newerData(path, found);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Tells the other commands where it runs. */
    void announce(String url, String token, int dnsPort) {
        JsonObject endpoint = new JsonObject()
                .put("url", url)
                .put("token", token)
                .put("dnsPort", dnsPort)
                .put("pid", ProcessHandle.current().pid());
        try {
            PrivateFile.write(file("endpoint.json"), endpoint.encodePrettily() + "\n");
        } catch (IOException e) {
            throw StartException.notWritable(file("endpoint.json"), e);
        }
    }

    /** It does not run any more; the next process may have the folder. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file("endpoint.json"));
        } catch (IOException e) {
            throw StartException.notWritable(file("endpoint.json"), e);
        } finally {
            lock.close();
        }
    }
}
