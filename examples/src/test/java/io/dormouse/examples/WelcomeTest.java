package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.examples.Welcome.Guest;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.WorkflowTest;
import io.dormouse.testkit.replay.Replayed;
import io.dormouse.testkit.replay.WorkflowReplayer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The journals of guests who came to the code as it was before, held against the code as it is. */
class WelcomeTest {
    private static final Guest ADA = new Guest("Ada");

    /** As it was first. */
    @Durable(name = "welcome")
    public static final class ByLetter implements Workflow<Guest, String> {
        @Override
        public String run(Guest guest, Flow flow) {
            await(flow.run("write a letter", () -> "Dear " + guest.name()));
            await(flow.sleep(Duration.ofDays(14)));
            return await(flow.run("open the door", () -> "welcome, " + guest.name()));
        }
    }

    /** As it was until today. */
    @Durable(name = "welcome")
    public static final class ByMail implements Workflow<Guest, String> {
        @Override
        public String run(Guest guest, Flow flow) {
            if (flow.changed("by-mail")) await(flow.run("write a mail", () -> "Dear " + guest.name()));
            else await(flow.run("write a letter", () -> "Dear " + guest.name()));
            await(flow.sleep(Duration.ofDays(14)));
            return await(flow.run("open the door", () -> "welcome, " + guest.name()));
        }
    }

    /** As somebody might have written it who had not heard of {@code changed}. */
    @Durable(name = "welcome")
    public static final class FlowersWithoutAName implements Workflow<Guest, String> {
        @Override
        public String run(Guest guest, Flow flow) {
            flow.retire("by-mail");
            await(flow.run("write a mail", () -> "Dear " + guest.name()));
            await(flow.sleep(Duration.ofDays(14)));
            await(flow.run("buy flowers", () -> "tulips"));
            return await(flow.run("open the door", () -> "welcome, " + guest.name()));
        }
    }

    private static WholeJournal asleepIn(Class<? extends Workflow<Guest, String>> code) {
        return WorkflowTest.of(code).start(ADA).whole();
    }

    private static WholeJournal endedIn(Class<? extends Workflow<Guest, String>> code) {
        return WorkflowTest.of(code).run(ADA).whole();
    }

    @Test
    void shouldBuyFlowersForWhoeverComesNow() {
        assertThat(WorkflowTest.of(Welcome.class).run(ADA).steps())
                .containsExactly("write a mail", "buy flowers", "open the door");
    }

    @Test
    void shouldFitWhoeverSleepsOrHasPassedWithoutFlowers() {
        WorkflowReplayer.of(Welcome.class).requireFit(List.of(asleepIn(ByMail.class), endedIn(ByMail.class)));
    }

    @Test
    void shouldFitWhoeverStillHadALetterAsLongAsThatWayIsKept() {
        WorkflowReplayer.of(ByMail.class).requireFit(List.of(asleepIn(ByLetter.class), endedIn(ByLetter.class)));
    }

    @Test
    void shouldHoldWhoeverIsOnTheWayThatWasRetired() {
        assertThat(WorkflowReplayer.of(Welcome.class).replay(asleepIn(ByLetter.class)))
                .isInstanceOfSatisfying(
                        Replayed.Stuck.class, stuck -> assertThat(stuck.why()).contains("by-mail"));
    }

    @Test
    void shouldNotFitIfTheChangeHadNoName() {
        assertThat(WorkflowReplayer.of(FlowersWithoutAName.class).replay(endedIn(ByMail.class)))
                .isInstanceOfSatisfying(
                        Replayed.Stuck.class,
                        stuck -> assertThat(stuck.why()).contains("buy flowers", "open the door"));
    }
}
