package io.dormouse.chaos;

import io.dormouse.chaos.check.Bug;
import io.dormouse.chaos.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        subcommands = MeasureCommand.class,
        description = {
            "Runs the whole suite as real processes on links that can be cut, injects faults at random under load, and"
                    + " then compares what clients were promised with what is there.",
            "Needs Linux, root, and the programs of iproute2 and nftables; with a C compiler also a clock"
                    + " that jumps."
        })
final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--minutes", paramLabel = "N", defaultValue = "3", description = "how long (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S", description = "the same seed draws the same faults")
    private @Nullable Long seed;

    @Option(names = "--keep", paramLabel = "DIR", description = "keep logs, promises and the report there")
    private @Nullable Path keep;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "operations begun a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--bug", paramLabel = "NAME", description = "plant a bug, which must be found; \"list\" names them")
    private @Nullable String bugName;

    /** Set by picocli before it calls. */
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        if ("list".equals(bugName)) {
            Bug.all().forEach(bug -> out.printf("%-28s %s%n", bug.name(), bug.sentence()));
            return 0;
        }
        Optional<Bug> bug = bug();
        long chosen = seed != null ? seed : new Random().nextLong(1_000_000);
        Path folder = RunFolder.of(keep);
        Run run = new Run(folder, Duration.ofMinutes(minutes), chosen, rate, bug);
        out.printf("%s; logs in %s%n", run.command(), folder);
        out.flush();
        Report report = run.go();
        out.print(report.table());
        out.flush();
        write(folder.resolve("report.json"), report.json());
        write(folder.resolve("report.md"), report.markdown());
        if (report.clean() && keep == null) RunFolder.delete(folder);
        return report.clean() ? 0 : 1;
    }

    private Optional<Bug> bug() {
        if (bugName == null) return Optional.empty();
        Optional<Bug> bug = Bug.named(bugName);
        if (bug.isPresent()) return bug;
        throw new ParameterException(
                spec.commandLine(),
                "no bug is named %s; there are %s"
                        .formatted(bugName, Bug.all().stream().map(Bug::name).collect(Collectors.joining(", "))));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
