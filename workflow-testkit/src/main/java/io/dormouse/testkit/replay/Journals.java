package io.dormouse.testkit.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Journals in files: one a line, as {@code GET /api/v1/journals} and {@code ./dormouse export} give them (NDJSON, UTF-8).
 */
public final class Journals {
    private Journals() {}

    /** The journals of a file, in its order; empty lines are passed over. */
    public static List<WholeJournal> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(file.toString(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The journals of a text. @param source where it comes from, for errors */
    public static List<WholeJournal> read(String source, Reader text) throws IOException {
        List<WholeJournal> journals = new ArrayList<>();
        each(source, text, journals::add);
        return journals;
    }

    /** Gives the journals of a text one by one: all of them may be larger than the memory. */
    public static void each(String source, Reader text, Consumer<WholeJournal> to) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) to.accept(read("%s, line %d".formatted(source, number), line));
        }
    }

    private static WholeJournal read(String where, String line) {
        try {
            WholeJournal journal = Wire.MAPPER.readValue(line, WholeJournal.class);
            if (isWhole(journal)) return journal;
            throw JournalException.notAJournal(where, "it lacks an id, a name or entries");
        } catch (JsonProcessingException e) {
            throw JournalException.notAJournal(where, e.getOriginalMessage());
        }
    }

    /** Jackson leaves null what a line does not have. */
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(WholeJournal journal) {
        return Optional.ofNullable(journal.id()).isPresent()
                && Optional.ofNullable(journal.name()).isPresent()
                && Optional.ofNullable(journal.entries()).isPresent()
                && !journal.entries().isEmpty();
    }

    /** Writes journals, one a line. */
    public static void write(Path file, List<WholeJournal> journals) {
        String text = journals.stream().map(Wire::text).collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Stored entries as the API shows them. */
    public static List<JournalEntry> entries(List<StoredEntry> stored) {
        return stored.stream().map(Journals::entry).toList();
    }

    private static JournalEntry entry(StoredEntry stored) {
        return new JournalEntry(
                stored.position(),
                EntryCodec.typeName(stored.row().type()),
                stored.at(),
                Optional.ofNullable(stored.row().seq()),
                Optional.ofNullable(stored.row().name()),
                Optional.ofNullable(stored.row().line()),
                new JsonObject(stored.row().body()));
    }
}
