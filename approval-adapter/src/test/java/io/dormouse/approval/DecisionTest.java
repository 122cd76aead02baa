package io.dormouse.approval;

import static io.dormouse.approval.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalException;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who decides, and what a decision is. */
class DecisionTest {
    private final ApprovalWorld world = new ApprovalWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private void ask(String id, String... approvers) {
        await(world.request("ask-" + id, "ada", new RequestApproval(id, "Deploy?", List.of(approvers))));
    }

    @Nested
    class Once {
        @Test
        void shouldSayWhoDecidedWhatAndWhy() {
            ask("q");

            Approval decided = await(world.decide("d", "bob", "q", Verdict.APPROVE));

            assertThat(decided.state()).isEqualTo("APPROVED");
            assertThat(decided.decidedBy()).contains("bob");
            assertThat(decided.comment()).contains("because");
            assertThat(decided.decidedAt()).isPresent();
            assertThat(await(world.get("q"))).isEqualTo(decided);
        }

        @Test
        void shouldKeepTheFirstDecisionWhateverComesLater() {
            ask("q");
            Approval first = await(world.decide("d1", "bob", "q", Verdict.REJECT));

            assertThat(await(world.decide("d1", "bob", "q", Verdict.REJECT))).isEqualTo(first);
            assertThat(await(world.decide("d2", "eve", "q", Verdict.APPROVE))).isEqualTo(first);
            assertThat(world.query("SELECT FROM outbox UNION ALL SELECT FROM request WHERE state = 'APPROVED'"))
                    .hasSize(1);
        }

        @Test
        void shouldHaveOneWinnerWhenManyDecideAtOnce() {
            ask("q");

            List<Future<Approval>> decisions = IntStream.range(0, 50)
                    .mapToObj(i ->
                            world.decide("d" + i, "person-" + i, "q", i % 2 == 0 ? Verdict.APPROVE : Verdict.REJECT))
                    .toList();

            assertThat(decisions.stream().map(Waiting::await).distinct()).hasSize(1);
        }

        @Test
        void shouldLeaveOutAnEmptyComment() {
            ask("q");

            assertThat(await(world.decide("d", "bob", new DecideApproval("q", Verdict.APPROVE, "", List.of())))
                            .comment())
                    .isEmpty();
        }
    }

    @Nested
    class ByThoseWhoMay {
        @Test
        void shouldTakeAnybodyWhenNobodyIsNamed() {
            ask("q");
            assertThat(await(world.decide("d", "bob", "q", Verdict.APPROVE)).state())
                    .isEqualTo("APPROVED");
        }

        @Test
        void shouldTakeAnApproverByNameOrByGroup() {
            ask("by-name", "bob");
            ask("by-group", "sre");

            assertThat(await(world.decide("d1", "bob", "by-name", Verdict.APPROVE))
                            .state())
                    .isEqualTo("APPROVED");
            assertThat(await(world.decide("d2", "eve", "by-group", Verdict.APPROVE, "sre"))
                            .state())
                    .isEqualTo("APPROVED");
        }

        @Test
        void shouldRefuseEverybodyElseAndSayWhoMay() {
            ask("q", "sre", "bob");

            assertRefused(
                    world.decide("d", "eve", "q", Verdict.APPROVE, "dev"), ApprovalFailure.NOT_AN_APPROVER, "sre, bob");
            assertThat(await(world.get("q")).state()).isEqualTo("PENDING");
        }

        @Test
        void shouldRefuseTheOneWhoAsked() {
            ask("q");

            assertRefused(
                    world.decide("d", "ada", "q", Verdict.APPROVE, "dev"),
                    ApprovalFailure.OWN_REQUEST,
                    "somebody else");
        }

        @Test
        void shouldTakeTheOneWhoAskedFromAGroupThatMayDoSo() {
            ask("q");

            assertThat(await(world.decide("d", "ada", "q", Verdict.APPROVE, "chiefs"))
                            .state())
                    .isEqualTo("APPROVED");
        }

        @Test
        void shouldTakeWhoeverIsInEveryGroup() {
            ask("q", "sre");

            assertThat(await(world.decide("d", "ada", "q", Verdict.APPROVE, "*"))
                            .state())
                    .isEqualTo("APPROVED");
        }

        @Test
        void shouldSayThatThereIsNoSuchRequest() {
            assertRefused(world.decide("d", "bob", "q", Verdict.APPROVE), ApprovalFailure.APPROVAL_UNKNOWN, "q");
        }

        private static void assertRefused(Future<Approval> decision, ApprovalFailure expected, String sentence) {
            assertThatThrownBy(() -> await(decision))
                    .isInstanceOfSatisfying(
                            ApprovalException.class,
                            e -> assertThat(e.failure()).isEqualTo(expected))
                    .hasMessageContaining(sentence);
        }
    }
}
