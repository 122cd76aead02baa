package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.engine.store.Status;
import io.dormouse.examples.ForwardAndBack.Start;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardAndBackTest {
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream paper = new ByteArrayOutputStream();

    @BeforeEach
    void printOnPaper() {
        System.setOut(new PrintStream(paper, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void printOnTheTerminal() {
        System.setOut(terminal);
    }

    private List<String> printed() {
        return paper.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static WorkflowRun<String> runToStop3() {
        WorkflowRun<String> run = WorkflowTest.of(ForwardAndBack.class).start(new Start());
        run.approve("stop 1").approve("stop 2");
        assertThat(run.waitingFor().orElseThrow()).contains("go on from stop 3?");
        return run;
    }

    /** Where it stood at a stop: the position before the answer that let it go on, or the last one. */
    private static long stop(int number, List<JournalEntry> journal) {
        int seq = journal.stream()
                .filter(entry -> entry.type().equals("Called")
                        && entry.name().orElseThrow().equals("ask"))
                .skip(number - 1L)
                .findFirst()
                .flatMap(JournalEntry::seq)
                .orElseThrow();
        return journal.stream()
                        .filter(entry ->
                                entry.type().equals("Completed") && entry.seq().orElseThrow() == seq)
                        .findFirst()
                        .map(JournalEntry::position)
                        .orElse((long) journal.size())
                - 1;
    }

    @Test
    void shouldPrintEachStageOfEachForkOnce() {
        WorkflowRun<String> run = runToStop3();
        List<JournalEntry> journal = run.journal();

        run.fork(stop(1, journal), "from-1").approve("one stage");
        run.fork(stop(3, journal), "from-3").approve("one stage");

        assertThat(printed()).containsExactly("enter g", "a", "leave g", "b", "a", "leave g", "c");
        assertThat(run.other("from-1").waitingFor().orElseThrow()).contains("go on from stop 2?");
        assertThat(run.other("from-3").finish().result()).isEqualTo("leave g");
        assertThat(run.status()).as("the first one still stands at stop 3").isEqualTo(Status.WAITING);
        assertThat(run.journal()).isEqualTo(journal);
    }

    @Test
    void shouldGoBackInPlaceAndKeepTheOldRun() {
        WorkflowRun<String> run = runToStop3();
        List<JournalEntry> journal = run.journal();

        run.rewind(stop(1, journal));

        assertThat(printed())
                .as("the answer that was given to stop 1 stands, so one stage runs at once")
                .containsExactly("enter g", "a", "leave g", "b", "a", "leave g");
        assertThat(run.run()).isEqualTo(1);
        assertThat(run.waitingFor().orElseThrow()).contains("go on from stop 2?");

        run.approve("again").approve("again").finish();
        assertThat(printed()).endsWith("a", "leave g", "b", "c");
        assertThat(run.result()).isEqualTo("leave g");
        assertThat(run.journal(0)).startsWith(journal.toArray(JournalEntry[]::new));
        assertThat(run.journal(0).getLast().type()).isEqualTo("Rewound");
    }
}
