package io.dormouse.standalone;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code ./dormouse up}. Exits with 0 after a stop that was asked for, 1 if it cannot start or go on, 2 for wrong options. */
public final class Main {
    private Main() {}

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        // Hazelcast leaves threads behind after a failed start, so the end is always said out loud
        System.exit(new CommandLine(new Up())
                .setParameterExceptionHandler(Main::refuse)
                .execute(arguments));
    }

    private static int refuse(ParameterException wrong, String[] arguments) {
        Up.complain(wrong.getMessage() + "; ./dormouse up --help shows the options");
        return 2;
    }
}
