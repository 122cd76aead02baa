package io.dormouse.chaos;

import io.dormouse.chaos.measure.Figures;
import io.dormouse.chaos.measure.Measurement;
import io.dormouse.chaos.measure.Scale;
import io.dormouse.chaos.report.Machine;
import io.dormouse.chaos.site.Plan;
import io.dormouse.chaos.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Measures on the same site, all clocks right: takeover, split, sleepers, nodes, rolling."
                + " Ends with 1 when what was promised of a figure is not so.")
final class MeasureCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "what to measure, one after the other")
    private List<String> names = new ArrayList<>();

    @Option(names = "--keep", paramLabel = "DIR", description = "keep logs and figures there")
    private @Nullable Path keep;

    @Option(names = "--small", description = "the least that shows that a measurement works; its figures say little")
    private boolean small;

    /** Set by picocli before it calls. */
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Measurement> measurements = names.stream().map(this::named).toList();
        PrintWriter out = spec.commandLine().getOut();
        boolean kept = true;
        for (Measurement measurement : measurements) {
            Path folder = keep == null ? RunFolder.of(null) : RunFolder.of(keep.resolve(measurement.name()));
            out.printf("%s: %s; logs in %s%n", measurement.name(), measurement.sentence(), folder);
            out.flush();
            try (Site site = Site.start(
                    SourceTree.root(),
                    folder,
                    Plan.usual(ShippedWorkflows::writeTo, 1).withNodes(3))) {
                Figures figures = measurement.measure(site, small ? Scale.SMALL : Scale.FULL);
                String markdown = "%s, %s, `%s`: %s.%n%n%s"
                        .formatted(
                                Machine.here().date(),
                                Machine.here(),
                                command(measurement),
                                measurement.sentence(),
                                figures.markdown());
                out.println(markdown);
                figures.broken().forEach(promise -> out.printf("broken: %s%n", promise));
                out.flush();
                Files.writeString(folder.resolve(measurement.name() + ".json"), figures.json());
                Files.writeString(folder.resolve(measurement.name() + ".md"), markdown);
                kept &= figures.broken().isEmpty();
            }
        }
        return kept ? 0 : 1;
    }

    private String command(Measurement measurement) {
        return "./dormouse chaos measure %s%s".formatted(measurement.name(), small ? " --small" : "");
    }

    private Measurement named(String name) {
        return Measurement.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "nothing is measured as %s; there are %s"
                                .formatted(
                                        name,
                                        Measurement.all().stream()
                                                .map(Measurement::name)
                                                .collect(Collectors.joining(", ")))));
    }
}
