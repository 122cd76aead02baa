package io.dormouse.chaos;

import io.dormouse.chaos.site.SiteException;
import picocli.CommandLine;

/** {@code ./dormouse chaos}: exits with 0 if all was well, 1 if anything was lost or doubled or never became quiet. */
public final class Main {
    private Main() {}

    /** Runs and exits. */
    public static void main(String[] arguments) {
        CommandLine program = new CommandLine(new ChaosCommand());
        program.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("chaos: " + sentence(failure)));
            if (!(failure instanceof SiteException)) failure.printStackTrace(command.getErr());
            return 1;
        });
        System.exit(program.execute(arguments));
    }

    private static String sentence(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
