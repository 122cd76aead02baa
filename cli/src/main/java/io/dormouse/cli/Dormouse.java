package io.dormouse.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** All commands together, and how they fail: with one sentence. */
@Command(
        name = "dormouse",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Starts workflows, looks at them, and wakes those that wait.",
            "",
            "Finds a running ./dormouse up by the file endpoint.json in its data directory (--data DIR); DORMOUSE_URL"
                    + " and DORMOUSE_TOKEN override. Tables fit the terminal; into a pipe nothing is shortened."
        },
        commandListHeading = "%nCommands (each has --help; dormouse up has its own):%n")
final class Dormouse implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    boolean help;

    private final Screen screen;

    private Dormouse(Screen screen) {
        this.screen = screen;
    }

    static CommandLine commands(World world) {
        Screen screen = world.screen();
        CommandLine all = new CommandLine(new Dormouse(screen));
        for (ApiCommand command : commandsIn(world)) all.addSubcommand(command);
        all.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8));
        all.setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8));
        all.setParameterExceptionHandler((failure, arguments) -> fail(screen, usage(failure)));
        all.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CliException expected) return fail(screen, expected);
            throw failure;
        });
        all.getSubcommands()
                .values()
                .forEach(command -> describeExitCodes(command.getCommandSpec().usageMessage()));
        describeExitCodes(all.getCommandSpec().usageMessage());
        return all;
    }

    /** One sentence on the error stream. */
    static int fail(Screen screen, CliException failure) {
        screen.remark("dormouse: " + failure.getMessage());
        return failure.exitCode();
    }

    @Override
    public void run() {
        CommandLine.usage(this, screen.err());
        throw CliException.usage("say what to do; the commands are above.");
    }

    private static List<ApiCommand> commandsIn(World world) {
        return List.of(
                new Start(world),
                new Ls(world),
                new Show(world),
                new Journal(world),
                new Approvals(world),
                new Approve(world),
                new Reject(world),
                new Signal(world),
                new Trigger(world),
                new Cancel(world),
                new Terminate(world),
                new Pause(world),
                new Resume(world),
                new Retry(world),
                new Complete(world),
                new Rewind(world),
                new Fork(world),
                new Export(world),
                new Definitions(world),
                new Servers(world),
                new Dns(world),
                new Cluster(world));
    }

    private static CliException usage(ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        return CliException.usage("%s; see %s --help.".formatted(failure.getMessage(), command));
    }

    private static void describeExitCodes(UsageMessageSpec usage) {
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(ExitCode.described());
    }
}
