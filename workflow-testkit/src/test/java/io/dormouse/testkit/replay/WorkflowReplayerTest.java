package io.dormouse.testkit.replay;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of journals when the code has changed. */
class WorkflowReplayerTest {
    /** The code that was. */
    @Durable(name = "order")
    public static final class Was implements Workflow<String, String> {
        @Override
        public String run(String item, Flow flow) {
            int price = await(flow.run("price", () -> 42));
            String paid = await(flow.event("paid-" + item, String.class));
            return paid + price;
        }
    }

    private static WholeJournal waiting() {
        return WorkflowTest.of(Was.class).start("book").whole();
    }

    private static WholeJournal ended() {
        return WorkflowTest.of(Was.class)
                .trigger("paid-book", "yes")
                .run("book")
                .whole();
    }

    @Nested
    class CodeThatFits {
        /** Goes on differently. */
        @Durable(name = "order")
        public static final class IsLonger implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                int price = await(flow.run("price", () -> 43));
                String paid = await(flow.event("paid-" + item, String.class));
                return await(flow.run("send", () -> paid + price));
            }
        }

        @Test
        void shouldSayWhereTheWorkflowWaits() {
            assertThat(WorkflowReplayer.of(Was.class).replay(waiting()))
                    .isInstanceOfSatisfying(
                            Replayed.GoesOn.class,
                            one -> assertThat(one.line())
                                    .contains("WorkflowReplayerTest$Was(WorkflowReplayerTest.java:"));
        }

        @Test
        void shouldMindNothingThatIsStillToCome() {
            assertThat(WorkflowReplayer.of(IsLonger.class).replay(waiting()).fits())
                    .isTrue();
        }

        @Test
        void shouldSayHowAnEndedOneEnds() {
            assertThat(WorkflowReplayer.of(Was.class).replay(ended()))
                    .isInstanceOfSatisfying(
                            Replayed.Ends.class,
                            one -> assertThat(one.outcome()).isEqualTo("{\"success\":\"yes42\"}"));
        }

        /** Asks. */
        @Durable(name = "asks")
        public static final class Asks implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return await(flow.ask(Question.of("Buy a %s?".formatted(item)))).comment();
            }
        }

        /** Asks in other words. */
        @Durable(name = "asks")
        public static final class AsksPolitely implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return await(flow.ask(Question.of("May I buy a %s?".formatted(item))))
                        .comment();
            }
        }

        @Test
        void shouldMindNoOtherWordsForAQuestionThatIsAsked() {
            WholeJournal journal = WorkflowTest.of(Asks.class).start("book").whole();
            assertThat(WorkflowReplayer.of(AsksPolitely.class).replay(journal).fits())
                    .isTrue();
            WholeJournal unasked = new WholeJournal(journal.id(), journal.name(), 1, "RUNNING", 0, journal.entries());
            assertThat(WorkflowReplayer.of(AsksPolitely.class).replay(unasked).fits())
                    .isFalse();
        }

        @Test
        void shouldFindATerminatedOneWhereItWas() {
            WholeJournal journal =
                    WorkflowTest.of(Was.class).start("book").terminate("enough").whole();
            assertThat(WorkflowReplayer.of(Was.class).replay(journal)).isInstanceOf(Replayed.GoesOn.class);
        }
    }

    @Nested
    class CodeThatDoesNotFit {
        /** Has another step. */
        @Durable(name = "order")
        public static final class IsOther implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return await(flow.run("cost", () -> "42"));
            }
        }

        /** Has the step no more. */
        @Durable(name = "order")
        public static final class IsShorter implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return item;
            }
        }

        /** A number. */
        public record Price(int cents) {}

        /** Reads the step's result as something else. */
        @Durable(name = "order")
        public static final class ReadsOtherwise implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return await(flow.run("price", Price.class, () -> new Price(1))) + item;
            }
        }

        /** Takes another input. */
        @Durable(name = "order")
        public static final class TakesOther implements Workflow<Price, String> {
            @Override
            public String run(Price item, Flow flow) {
                return "";
            }
        }

        /** Is the next version, and nothing else. */
        @Durable(name = "order", version = 2)
        public static final class IsNext implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                return item;
            }
        }

        @Test
        void shouldTellBothSidesAndTheirLines() {
            assertThat(WorkflowReplayer.of(IsOther.class).replay(waiting()))
                    .isInstanceOfSatisfying(Replayed.Stuck.class, one -> {
                        assertThat(one.type()).isEqualTo("MISMATCH");
                        assertThat(one.why())
                                .contains("command 0 is run 'cost' at ")
                                .contains("IsOther(WorkflowReplayerTest.java:")
                                .contains("but run 'price' (given at ")
                                .contains("Was(WorkflowReplayerTest.java:");
                    });
        }

        @Test
        void shouldTellWhatIsMissing() {
            assertThat(WorkflowReplayer.of(IsShorter.class).replay(waiting()).sentence())
                    .contains("the journal has command 0, run 'price'");
        }

        @Test
        void shouldTellWhatCannotBeRead() {
            assertThat(WorkflowReplayer.of(ReadsOtherwise.class).replay(waiting()))
                    .isInstanceOfSatisfying(
                            Replayed.Stuck.class, one -> assertThat(one.type()).isEqualTo("RESULT_UNREADABLE"));
            assertThat(WorkflowReplayer.of(TakesOther.class).replay(waiting()))
                    .isInstanceOfSatisfying(
                            Replayed.Stuck.class, one -> assertThat(one.type()).isEqualTo("INPUT_UNREADABLE"));
        }

        @Test
        void shouldTellThatAVersionIsGone() {
            assertThat(WorkflowReplayer.of(IsNext.class).replay(waiting()).sentence())
                    .contains("the code has the workflow order, but no longer its version 1");
        }

        @Test
        void shouldTellThatAnEndedOneWouldEndOtherwise() {
            assertThat(WorkflowReplayer.of(CodeThatFits.IsLonger.class).replay(ended()))
                    .isInstanceOfSatisfying(
                            Replayed.EndsOtherwise.class,
                            one -> assertThat(one.now()).startsWith("nothing: it waits at "));
            assertThat(WorkflowReplayer.of(ReadsPrice.class).replay(ended()))
                    .isInstanceOfSatisfying(Replayed.EndsOtherwise.class, one -> {
                        assertThat(one.before()).isEqualTo("{\"success\":\"yes42\"}");
                        assertThat(one.now()).isEqualTo("{\"success\":\"42yes\"}");
                    });
        }

        /** Puts the result together the other way round. */
        @Durable(name = "order")
        public static final class ReadsPrice implements Workflow<String, String> {
            @Override
            public String run(String item, Flow flow) {
                int price = await(flow.run("price", () -> 42));
                return price + await(flow.event("paid-" + item, String.class));
            }
        }

        @Test
        void shouldTellOfACallUnderWayThatWouldBeAnother() {
            WholeJournal journal = WorkflowTest.of(Creates.class)
                    .answer(
                            IaasService.class,
                            IaasService::create,
                            request -> Promise.<Server>promise().future())
                    .start("B6")
                    .whole();
            assertThat(WorkflowReplayer.of(Creates.class).replay(journal).fits())
                    .isTrue();
            assertThat(WorkflowReplayer.of(CreatesOther.class).replay(journal).sentence())
                    .contains("command 0, call 'iaas.v1/create'")
                    .contains("is under way with other arguments than the code gives it now");
        }

        /** Creates a server. */
        @Durable(name = "creates")
        public static final class Creates implements Workflow<String, String> {
            @Override
            public String run(String model, Flow flow) {
                return await(flow.service(IaasService.class).create(new CreateServer(model)))
                        .id();
            }
        }

        /** Creates another server. */
        @Durable(name = "creates")
        public static final class CreatesOther implements Workflow<String, String> {
            @Override
            public String run(String model, Flow flow) {
                return await(flow.service(IaasService.class).create(new CreateServer(model + "-large")))
                        .id();
            }
        }
    }

    @Nested
    class OtherJournals {
        @Test
        void shouldNotJudgeWorkflowsThatTheCodeDoesNotHave() {
            assertThat(WorkflowReplayer.of(CodeThatDoesNotFit.Creates.class).replay(waiting()))
                    .isInstanceOf(Replayed.Unknown.class);
        }

        @Test
        void shouldNotGuessAtEntriesOfANewerVersion() {
            WholeJournal journal = waiting();
            List<JournalEntry> entries = new ArrayList<>(journal.entries());
            JournalEntry last = entries.getLast();
            entries.add(new JournalEntry(
                    last.position() + 1,
                    "Teleported",
                    last.at(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    last.body()));
            WholeJournal newer = new WholeJournal(journal.id(), journal.name(), 1, "WAITING", 0, entries);
            assertThat(WorkflowReplayer.of(Was.class).replay(newer).sentence())
                    .contains("the journal holds an entry Teleported at position 2, which this version does not know");
        }

        @Test
        void shouldFailATestWithAllThatDoNotFit() {
            List<WholeJournal> journals = List.of(waiting(), ended());
            WorkflowReplayer.of(Was.class).requireFit(journals);
            assertThatThrownBy(() -> WorkflowReplayer.of(CodeThatDoesNotFit.IsOther.class)
                            .requireFit(journals))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            "2 of 2 journals do not fit:\n  test would be stuck: command 0 is run 'cost'");
        }
    }

    @Nested
    class JournalFiles {
        @TempDir
        Path folder;

        @Test
        void shouldComeBackAsTheyWere() {
            Path file = folder.resolve("journals.ndjson");
            List<WholeJournal> journals = List.of(waiting(), ended());
            Journals.write(file, journals);
            assertThat(Journals.read(file)).isEqualTo(journals);
        }

        @Test
        void shouldSayWhichLineIsNoJournal() throws Exception {
            Path file = folder.resolve("journals.ndjson");
            Journals.write(file, List.of(waiting()));
            Files.writeString(file, Files.readString(file) + "\n{\"id\":\"x\"}\n");
            assertThatThrownBy(() -> Journals.read(file))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("journals.ndjson, line 3 is no journal");
        }
    }
}
