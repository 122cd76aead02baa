package io.dormouse.standalone;

import java.nio.file.Path;

/** Why it does not start. The message is one sentence for the person who started it. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    private StartException(String sentence) {
        super(sentence);
    }

    static StartException portInUse(String flag, int port, Throwable cause) {
        return new StartException(
                "port %d is in use; stop what listens there or choose another with %s".formatted(port, flag), cause);
    }

    static StartException newerData(Path data, String format) {
        return new StartException(
                "%s was written by a newer Dormouse (format %s); start it with that one or choose another with --data"
                        .formatted(data, format));
    }

    static StartException notWritable(Path file, Throwable cause) {
        return new StartException(
                "%s cannot be written (%s); mend its permissions or choose another with --data".formatted(file, cause),
                cause);
    }

    static StartException stopped() {
        return new StartException("it was stopped before it was ready");
    }
}
