package io.dormouse.testkit.check;

import java.nio.file.Path;

/** Ends the command with one sentence for people and a number for scripts. It is an answer and no defect, so it has no stack trace. */
final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CheckException(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    static CheckException usage(String sentence) {
        return new CheckException(Check.USAGE, sentence);
    }

    /** The service would refuse to start with this code. */
    static CheckException refused(String sentence) {
        return new CheckException(Check.STUCK, sentence);
    }

    static CheckException unavailable(String sentence) {
        return new CheckException(Check.UNAVAILABLE, sentence);
    }

    static CheckException unreadable(Path file, Exception cause) {
        return usage("%s cannot be read: %s".formatted(file, cause.getMessage()));
    }

    int exitCode() {
        return exitCode;
    }

    /** The sentence, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
