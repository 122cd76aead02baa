package io.dormouse.postgres;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Why the Postgres below this process cannot be had. The message is one sentence for the person who started it. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private PostgresException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    private PostgresException(String sentence) {
        super(sentence);
    }

    static PostgresException noBinaries(String platform) {
        return new PostgresException("no Postgres is packed for %s; run on Linux x86_64 or arm64".formatted(platform));
    }

    static PostgresException notWritable(Path directory, Throwable cause) {
        return new PostgresException(
                "%s cannot be written (%s); choose another directory or mend its permissions"
                        .formatted(directory, reason(cause)),
                cause);
    }

    static PostgresException inUse(Path directory) {
        return new PostgresException("%s is in use by another process; stop that one first or choose another directory"
                .formatted(directory));
    }

    static PostgresException newerVersion(Path directory, String found, String ours) {
        return new PostgresException(
                "%s was made by Postgres %s, this is Postgres %s; start it with the newer program or choose another directory"
                        .formatted(directory, found, ours));
    }

    static PostgresException olderVersion(Path directory, String found, String ours) {
        return new PostgresException(
                "%s was made by Postgres %s, this is Postgres %s and cannot read it; move the data with pg_dump or choose another directory"
                        .formatted(directory, found, ours));
    }

    static PostgresException noData(Path directory) {
        return new PostgresException(
                "%s is there but holds no database of Postgres; move it away or choose another directory"
                        .formatted(directory));
    }

    static PostgresException leftoverStays(Path directory, long pid) {
        return new PostgresException(
                "Postgres process %d still works on %s and does not stop; end it by hand, then start again"
                        .formatted(pid, directory));
    }

    static PostgresException commandFailed(String command, String output) {
        return new PostgresException(
                "%s failed: %s".formatted(command, output.isBlank() ? "it said nothing" : output.strip()));
    }

    static PostgresException doesNotStart(Path directory, String log) {
        return new PostgresException("Postgres does not start on %s: %s".formatted(directory, log.strip()));
    }

    static PostgresException interrupted(String doing) {
        return new PostgresException("interrupted while " + doing);
    }

    static PostgresException sqlFailed(String doing, Throwable cause) {
        return new PostgresException("Postgres refused while %s: %s".formatted(doing, reason(cause)), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof FileSystemException file && file.getReason() == null)
            return file.getClass().getSimpleName();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
