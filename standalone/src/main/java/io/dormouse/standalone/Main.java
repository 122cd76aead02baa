package io.dormouse.standalone;

import picocli.CommandLine;

/** {@code ./dormouse up}. Exits with 0 after a stop that was asked for, 1 if it cannot start or go on, 2 for wrong options. */
public final class Main {
    private Main() {}

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        // Hazelcast leaves threads behind after a failed start, so the end is always said out loud
        System.exit(new CommandLine(new Up()).execute(arguments));
    }
}
