package io.dormouse.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        // Always UTF-8, whatever the locale: it is the encoding of JSON, and of every terminal of today.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Screen screen = new Screen(out, err, TerminalWidth.of(environment), Clock.systemDefaultZone());
        System.exit(run(new World(environment, Path.of(System.getProperty("user.home")), screen), arguments));
    }

    /** Runs one command; the answer is its exit code. */
    static int run(World world, String... arguments) {
        CommandLine commands = Dormouse.commands(world);
        for (String argument : arguments) {
            if (argument.indexOf('\ufffd') >= 0) {
                return Dormouse.fail(
                        world.screen(),
                        CliException.usage(
                                "\"%s\" was damaged on its way here; set LC_ALL=C.UTF-8.".formatted(argument)));
            }
        }
        return commands.execute(arguments);
    }
}
