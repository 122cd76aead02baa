package io.dormouse.cli;

/** Ends a command with one sentence for people and a number for scripts. It is an answer and no defect, so it has no stack trace. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    static CliException refused(String sentence) {
        return new CliException(ExitCode.REFUSED, sentence);
    }

    static CliException usage(String sentence) {
        return new CliException(ExitCode.USAGE, sentence);
    }

    static CliException unavailable(String sentence) {
        return new CliException(ExitCode.UNAVAILABLE, sentence);
    }

    static CliException notFound(String sentence) {
        return new CliException(ExitCode.NOT_FOUND, sentence);
    }

    /** How the process ends. */
    int exitCode() {
        return exitCode;
    }

    /** The sentence, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
