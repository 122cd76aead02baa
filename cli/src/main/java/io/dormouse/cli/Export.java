package io.dormouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes whole journals down. */
@Command(
        name = "export",
        sortOptions = false,
        description = {
            "Writes whole journals of present runs, one a line as JSON, for replaying them against other code.",
            "To standard output, or to a file that is there only when it is whole."
        },
        footer = {
            "",
            "Examples:",
            "  dormouse export w1 > w1.ndjson",
            "  dormouse export --unfinished --file all.ndjson"
        })
final class Export extends ApiCommand {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "The workflows; or else --unfinished.")
    List<String> ids = List.of();

    @Option(names = "--unfinished", description = "All workflows that have not ended.")
    boolean unfinished;

    @Option(names = "--name", paramLabel = "NAME", description = "With --unfinished: only of this definition.")
    Optional<String> name = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Where to write them (default: standard output).")
    Optional<Path> file = Optional.empty();

    Export(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        if (ids.isEmpty() != unfinished) throw CliException.usage("Give either ids of workflows or --unfinished.");
        if (!unfinished && name.isPresent()) throw CliException.usage("--name belongs to --unfinished.");
        try {
            if (file.isPresent()) screen.remark("%d written to %s".formatted(write(api, file.get()), file.get()));
            else read(api, line -> screen.out().println(Text.escapedInJson(line)));
            return ExitCode.OK;
        } catch (IOException e) {
            throw CliException.refused("%s cannot be written (%s)."
                    .formatted(
                            file.map(Path::toString).orElse("Standard output"),
                            e.getClass().getSimpleName()));
        }
    }

    /** Each journal as it comes; how many there were. */
    private int read(Api api, Api.Lines to) throws IOException {
        Query query =
                unfinished ? Query.NONE.with("unfinished", Optional.of(true)).with("name", name) : Query.NONE;
        for (String id : ids) query = query.with("id", Optional.of(id));
        List<String> seen = new ArrayList<>();
        api.lines("journals", query, line -> {
            seen.add(idOf(line));
            to.take(line);
        });
        ids.stream().filter(id -> !seen.contains(id)).findFirst().ifPresent(id -> {
            throw CliException.notFound("There is no workflow %s.".formatted(id));
        });
        return seen.size();
    }

    private int write(Api api, Path whole) throws IOException {
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            int count = writePart(api, part);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private int writePart(Api api, Path part) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            return read(api, line -> out.append(line).append('\n'));
        }
    }

    private static String idOf(String line) {
        try {
            return Json.parse(line).path("id").asText();
        } catch (JsonProcessingException e) {
            throw CliException.unavailable("What came is no journal; is it ./dormouse up that answers?");
        }
    }
}
