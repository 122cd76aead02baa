package io.dormouse.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.EventRow;
import io.dormouse.chaos.check.Evidence.Noted;
import io.dormouse.chaos.check.Evidence.RequestRow;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each test plants one bug in a world in which every promise is kept, and the checker has to name it. */
class CheckerTest {
    private final World world = World.inOrder();

    @Test
    void shouldFindNothingWhenEveryPromiseIsKept() {
        Verdict verdict = world.judged();
        assertThat(verdict.isClean()).as("%s", verdict).isTrue();
        assertThat(verdict.acknowledged()).containsEntry("signal", 3L).containsEntry("start provision-server", 1L);
    }

    @Test
    void shouldTellTheLongestStallAndTheSlowestOperation() {
        Verdict verdict = world.judged();
        assertThat(verdict.slowestOperation()).isEqualTo(Duration.ofMillis(200));
        assertThat(verdict.longestStall()).isEqualTo(Duration.ofMillis(200));
    }

    @Nested
    class Workflows {
        @Test
        void shouldReportAFinishedWorkflowThatIsGone() {
            world.workflows.remove("letters");
            world.mustReportLost("there is no such workflow");
            world.mustReportLost("letters has a journal, but no row");
        }

        @Test
        void shouldReportAStartThatWasAcknowledgedAndNeverSent() {
            world.asks(Deed.START, "phantom", "chaos-nap", "phantom", "{'millis':1}", 201, "{}");
            world.mustReportLost("phantom");
        }

        @Test
        void shouldReportAWorkflowThatNobodyAskedFor() {
            world.entry("stranger", Type.STARTED, -1, "chaos-nap", "{'input':{}}");
            world.ends("stranger", "chaos-nap", "{'woken':true,'millis':1}");
            world.mustReportDoubled("nobody asked for the workflow stranger");
        }

        @Test
        void shouldReportAWorkflowThatRunsForEver() {
            world.becomes("letters", "RUNNING", "null");
            world.journal("letters").removeLast();
            world.mustReportLost("letters, a chaos-letters, is RUNNING and never comes to its end");
        }

        @Test
        void shouldReportAStuckOneWhateverItWaitsFor() {
            world.becomes("meeting", "STUCK", "null");
            world.mustReportLost("meeting, a chaos-meeting, is STUCK");
        }

        @Test
        void shouldLetOneSleepThatNobodyGaveWhatItWaitsFor() {
            world.start("open", "chaos-meeting", "{'event':'chaos:never'}");
            world.workflows.put(
                    "open",
                    new Evidence.WorkflowRow(
                            "open", "chaos-meeting", "WAITING", 0, World.json("null"), "", Optional.empty()));
            assertThat(world.judged().isClean()).as("%s", world.judged()).isTrue();
        }

        @Test
        void shouldReportAFailure() {
            world.becomes("letters", "FAILED", "null");
            world.mustReportOther("letters, a chaos-letters, is FAILED");
        }

        @Test
        void shouldReportACancellationThatWasForgotten() {
            world.becomes("trial", "COMPLETED", "'kept'");
            world.mustReportLost("trial was acknowledged to be cancelled");
        }

        @Test
        void shouldReportARefusalWithoutAReason() {
            world.asks(Deed.SIGNAL, "letters", "letter", "letters-9", "'x'", 404, "{'code':'WORKFLOW_UNKNOWN'}");
            world.mustReportOther("there was no reason to refuse this");
        }

        @Test
        void shouldReportAnotherResultThanWasTold() {
            world.asks(
                    Deed.START,
                    "letters",
                    "chaos-letters",
                    "letters",
                    "{'wanted':3,'aRun':0,'read':[]}",
                    200,
                    "{'status':'COMPLETED','result':['a-1']}");
            world.mustReportOther("was told");
        }
    }

    @Nested
    class Journals {
        @Test
        void shouldReportAnEntryThatIsGone() {
            world.journal("letters").remove(4);
            world.mustReportLost("the journal of letters, run 0, has the positions [0, 1, 2, 3, 5, 6, 7]");
        }

        @Test
        void shouldReportASecondEnd() {
            world.entry("letters", Type.FINISHED, -1, "", "{'outcome':{'success':['a-1','a-2','a-3']}}");
            world.mustReportDoubled("letters, run 0, ended more than once");
        }

        @Test
        void shouldReportAnEntryBehindTheEnd() {
            world.entry("letters", Type.PAUSED, -1, "", "{}");
            world.mustReportOther("letters, run 0, goes on after its end");
        }

        @Test
        void shouldReportACommandThatCompletedTwice() {
            world.journal("query").add(2, world.journal("query").get(2));
            world.mustReportDoubled("query, run 0, completed command 0 twice");
        }

        @Test
        void shouldReportAnOldRunThatIsNotClosed() {
            world.workflows.computeIfPresent(
                    "letters",
                    (id, row) ->
                            new Evidence.WorkflowRow(id, row.name(), row.status(), 1, row.result(), "", row.parent()));
            world.mustReportLost("letters has no journal of run 1");
            world.mustReportOther("letters is COMPLETED in run 1, and run 0 ended with [FINISHED]");
        }
    }

    @Nested
    class SignalsAndEvents {
        @Test
        void shouldReportASignalThatIsNotInTheJournal() {
            world.journal("letters").removeIf(entry -> entry.text().contains("letters-2"));
            world.mustReportLost("it was acknowledged, and is not in the journal: SIGNAL letters letter");
        }

        @Test
        void shouldReportASignalIdThatIsForgotten() {
            world.signalIds.values().forEach(ids -> ids.remove("letters-3"));
            world.mustReportLost("its id is forgotten");
        }

        @Test
        void shouldReportSignalsThatAreSwapped() {
            List<EntryRow> journal = world.journal("letters");
            EntryRow first = journal.get(1);
            EntryRow second = journal.get(3);
            journal.set(1, new EntryRow(0, 1, second.type(), -1, "letter", second.text()));
            journal.set(3, new EntryRow(0, 3, first.type(), -1, "letter", first.text()));
            world.mustReportOther("was acknowledged before the other was asked for");
            world.mustReportOther("letters read [a-1, a-2, a-3], and its journal has [a-2, a-1, a-3]");
        }

        @Test
        void shouldReportASignalThatCameTwice() {
            world.journal("letters").add(2, world.journal("letters").get(1));
            world.mustReportDoubled("letters, run 0, has the signal");
        }

        @Test
        void shouldReportASignalThatNobodySent() {
            world.entry("letters", Type.SIGNALLED, -1, "letter", "{'signalId':'forged','payload':'x'}");
            world.mustReportDoubled("letters got the signal forged");
        }

        @Test
        void shouldReportAnEventWhoseValueIsOverwritten() {
            world.events.put("chaos:meeting", new EventRow("chaos:meeting", World.json("'blue'"), false));
            world.mustReportOther("was acknowledged, and the event has the value \"blue\"");
            world.mustReportOther("it was refused, and yet its value stands");
        }

        @Test
        void shouldReportAnEventThatIsGone() {
            world.events.clear();
            world.mustReportLost("it was acknowledged, and is not there: TRIGGER chaos:meeting");
        }
    }

    @Nested
    class Decisions {
        @Test
        void shouldReportADecisionThatIsOtherThanWasTold() {
            world.requests.put("query.0.0", new RequestRow("query.0.0", "REJECTED", "fine", "bob"));
            world.mustReportOther("was told");
            world.mustReportDoubled("nobody decided");
        }

        @Test
        void shouldReportADecisionThatIsForgotten() {
            world.requests.remove("query.0.0");
            world.mustReportLost("there is no such request");
        }

        @Test
        void shouldReportAQuestionThatNobodyWantsAnswered() {
            world.requests.put("trial.0.2", new RequestRow("trial.0.2", "PENDING", "", ""));
            world.mustReportLost("its workflow is CANCELLED");
        }
    }

    @Nested
    class Housekeeping {
        @Test
        void shouldReportWhatIsLeftOver() {
            world.leftovers.add("the cancellation of trial/0/2 waits for an answer");
            world.mustReportLost("the cancellation of trial/0/2");
        }

        @Test
        void shouldReportAChangeThatNoGatewayNoted() {
            world.audited.remove("letters-1");
            world.mustReportLost("no gateway has noted it: SIGNAL letters letter");
        }

        @Test
        void shouldReportAStartThatWasMadeTwice() {
            world.noted.put(new Noted("start", "letters"), 2);
            world.mustReportDoubled("the start of letters is noted 2 times");
        }

        @Test
        void shouldReportAnEventThatIsNotNoted() {
            world.noted.remove(new Noted("trigger", "chaos:meeting"));
            world.mustReportLost("the trigger of chaos:meeting is done, and not noted");
        }

        @Test
        void shouldReportAnOrderThatWasGivenOnceAndCarriedOutTwice() {
            world.journal("trial").add(2, world.journal("trial").get(3));
            world.mustReportDoubled("CANCEL of trial was asked for 1 times, and its journal has 2");
        }

        @Test
        void shouldExpectNoStartOfAChildThatWasCancelledBefore() {
            String kid = "family~0.0";
            world.workflows.computeIfPresent(
                    kid,
                    (same, row) -> new WorkflowRow(
                            kid, "unknown", row.status(), 0, row.result(), row.failure(), row.parent()));
            world.noted.remove(new Noted("start", kid));
            world.mustReportLost("the cancel of family~0.0 is done, and not noted");
            world.noted.put(new Noted("cancel", kid), 1);
            assertThat(world.judged().lost()).isEmpty();
        }

        @Test
        void shouldReportANodeThatWritesToWhatItDoesNotOwn() {
            world.trespasses.add("10.231.0.31 wrote to letters (journal)");
            world.mustReportOther("10.231.0.31 wrote to letters");
        }

        @Test
        void shouldReportAnOrderThatWasForgotten() {
            world.asks(Deed.PAUSE, "letters", "", "letters-p", "{}", 200, "{}");
            world.mustReportLost("PAUSE of letters was acknowledged 1 times, and its journal has 0");
        }

        @Test
        void shouldNotMindWhatNobodyEverAnswered() {
            Wish asked = world.asks(Deed.SIGNAL, "letters", "letter", "letters-4", "'a-4'", 202, "{}");
            world.wishes.set(
                    world.wishes.indexOf(asked),
                    new Wish(
                            asked.client(),
                            asked.number(),
                            asked.deed(),
                            "alice",
                            asked.target(),
                            "letter",
                            "",
                            asked.key(),
                            asked.body(),
                            asked.asked(),
                            Optional.empty()));
            assertThat(world.judged().isClean()).as("%s", world.judged()).isTrue();
        }
    }
}
