package io.dormouse.testkit.check;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** The command {@code ./dormouse check}. */
public final class Main {
    private Main() {}

    /** Checks, and ends the process: 0 all go on, 1 some would be stuck, 2 wrong usage, 3 nothing answers. */
    public static void main(String[] arguments) {
        // Always UTF-8, whatever the locale: it is the encoding of JSON, and of every terminal of today.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(System.getenv(), Path.of(System.getProperty("user.home")), out, err, arguments));
    }

    /** The answer is the exit code. */
    static int run(Map<String, String> environment, Path home, PrintStream out, PrintStream err, String... arguments) {
        CommandLine command = new CommandLine(new Check(environment, home, out));
        command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        command.setParameterExceptionHandler(
                (failure, given) -> fail(err, CheckException.usage(failure.getMessage() + "; see --help")));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CheckException expected) return fail(err, expected);
            throw failure;
        });
        return command.execute(arguments);
    }

    private static int fail(PrintStream err, CheckException failure) {
        err.println("dormouse check: " + failure.getMessage());
        return failure.exitCode();
    }
}
