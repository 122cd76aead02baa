package io.dormouse.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.testkit.replay.Journals;
import io.dormouse.testkit.replay.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Journals that earlier versions wrote. Each set is a folder that is never changed; a version that writes something new
 * records a set of its own:
 *
 * <pre>mvn -pl workflow-testkit test -Dtest=CorpusTest -Ddormouse.corpus.record=v2</pre>
 */
class CorpusTest {
    private static final String RECORD = "dormouse.corpus.record";
    private static final Path SETS = Path.of("src/test/resources/journals");

    @Test
    @DisabledIfSystemProperty(named = RECORD, matches = ".+")
    void shouldReplayWhateverWasEverWritten() throws IOException {
        for (Path file : files()) {
            List<WholeJournal> journals = Journals.read(file);
            assertThat(journals).as(file.toString()).isNotEmpty();
            WorkflowReplayer.of(CorpusWorkflows.ALL).requireFit(journals);
        }
    }

    @Test
    @DisabledIfSystemProperty(named = RECORD, matches = ".+")
    void shouldHaveEveryEntryAndEveryKindOfCommandAmongThem() throws IOException {
        List<JournalEntry> entries = files().stream()
                .flatMap(file -> Journals.read(file).stream())
                .flatMap(journal -> journal.entries().stream())
                .toList();
        assertThat(entries.stream().map(JournalEntry::type).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "Started",
                        "Called",
                        "Completed",
                        "Finished",
                        "Signalled",
                        "Cancelled",
                        "Changed",
                        "Paused",
                        "Resumed",
                        "Retried",
                        "Rewound",
                        "Forked",
                        "Progressed",
                        "ContinuedAsNew",
                        "Withdrawn");
        Set<String> kinds = entries.stream()
                .filter(entry -> entry.body().containsKey("kind"))
                .map(entry -> entry.body().getString("kind"))
                .collect(Collectors.toSet());
        assertThat(kinds).contains("run", "compute", "call", "timer", "event", "ask", "child", "detach");
    }

    @Test
    @DisabledIfSystemProperty(named = RECORD, matches = ".+")
    void shouldRecordTheSameJournalsAgain() {
        Map<String, List<WholeJournal>> first = CorpusRecording.make();
        assertThat(CorpusRecording.make()).isEqualTo(first);
        first.values().forEach(WorkflowReplayer.of(CorpusWorkflows.ALL)::requireFit);
    }

    @Test
    @EnabledIfSystemProperty(named = RECORD, matches = ".+")
    void recordANewSet() throws IOException {
        Path set = SETS.resolve(System.getProperty(RECORD));
        Files.createDirectory(set);
        CorpusRecording.make().forEach((name, journals) -> Journals.write(set.resolve(name + ".ndjson"), journals));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SETS)) {
            return all.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }
}
