package io.dormouse.testkit.check;

import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.definitions.DefinitionException;
import io.dormouse.testkit.replay.JournalException;
import io.dormouse.testkit.replay.Journals;
import io.dormouse.testkit.replay.Replayed;
import io.dormouse.testkit.replay.WorkflowReplayer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells which workflows would go on with new code, and which would be stuck, before the code is deployed. */
@Command(
        name = "dormouse check",
        sortOptions = false,
        description = {
            "Replays the journals of all unfinished workflows of a running system, or of exported files, against new"
                    + " code.",
            "Everything happens here: nothing is written there, and no code is uploaded."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all go on",
            "1:at least one would be stuck, or the service would refuse the code",
            "2:the command or an argument is wrong",
            "3:nothing answers; is ./dormouse up running?"
        },
        footer = {
            "",
            "Examples:",
            "  dormouse check --jar target/workflows-2.0.jar",
            "  dormouse check --classes target/classes --journals all.ndjson"
        })
final class Check implements Callable<Integer> {
    static final int OK = 0;
    static final int STUCK = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;

    @Option(names = "--jar", paramLabel = "JAR", description = "A jar of workflows; may be repeated.")
    List<Path> jars = new ArrayList<>();

    @Option(names = "--classes", paramLabel = "DIR", description = "A folder of their classes; may be repeated.")
    List<Path> classes = new ArrayList<>();

    @Option(
            names = "--journals",
            paramLabel = "FILE",
            description = "Journals that ./dormouse export has written, instead of a running system; may be repeated.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of ./dormouse up (default: $DORMOUSE_DATA or ~/.dormouse).")
    Optional<Path> data = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The API of another system (default: $DORMOUSE_URL); $DORMOUSE_TOKEN opens it.")
    Optional<URI> url = Optional.empty();

    @Option(names = "--all", description = "Workflows of which the given code knows nothing count as stuck.")
    boolean all;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    boolean help;

    private final Map<String, String> environment;
    private final Path home;
    private final PrintStream out;

    private int goOn;
    private int stuck;
    private int unknown;

    Check(Map<String, String> environment, Path home, PrintStream out) {
        this.environment = environment;
        this.home = home;
        this.out = out;
    }

    @Override
    public Integer call() {
        WorkflowReplayer replayer = replayer();
        journals(journal -> tell(replayer.replay(journal)));
        out.printf(
                "%d checked: %d go on, %d would be stuck, %d are of workflows that are not in the given code%n",
                goOn + stuck + unknown, goOn, stuck, unknown);
        return stuck > 0 || all && unknown > 0 ? STUCK : OK;
    }

    private WorkflowReplayer replayer() {
        List<Path> code = Stream.concat(jars.stream(), classes.stream()).toList();
        if (code.isEmpty()) throw CheckException.usage("say which code: --jar JAR or --classes DIR");
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) throw CheckException.usage("there is no jar %s".formatted(jar));
        }
        for (Path folder : classes) {
            if (!Files.isDirectory(folder)) throw CheckException.usage("there is no folder %s".formatted(folder));
        }
        try {
            return WorkflowReplayer.ofCode(code);
        } catch (DefinitionException e) {
            throw CheckException.refused("the service would refuse to start: " + e.getMessage());
        }
    }

    private void journals(Consumer<WholeJournal> to) {
        if (files.isEmpty()) {
            RunningSystem.find(url, environment, folder()).unfinished(to);
            return;
        }
        for (Path file : files) {
            try (Reader text = Files.newBufferedReader(file)) {
                Journals.each(file.toString(), text, to);
            } catch (IOException | JournalException e) {
                throw CheckException.unreadable(file, e);
            }
        }
    }

    private Path folder() {
        return data.orElseGet(() -> Optional.ofNullable(environment.get("DORMOUSE_DATA"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElse(home.resolve(".dormouse")));
    }

    private void tell(Replayed replayed) {
        String id = replayed.journal().id();
        switch (replayed) {
            case Replayed.GoesOn one -> {
                goOn++;
                out.printf("goes on   %s at %s%n", id, one.line());
            }
            case Replayed.Ends one -> {
                goOn++;
                out.printf("goes on   %s to its end%n", id);
            }
            case Replayed.EndsOtherwise one -> {
                goOn++;
                out.printf("has ended %s, and would end otherwise today: %s%n", id, one.now());
            }
            case Replayed.Stuck one -> {
                stuck++;
                out.printf("STUCK     %s: %s%n", id, one.why());
            }
            case Replayed.Unknown one -> {
                unknown++;
                out.printf(
                        "not here  %s: %s version %d%n",
                        id, one.journal().name(), one.journal().version());
            }
        }
    }
}
