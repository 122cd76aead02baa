package io.dormouse.approval;

import static io.dormouse.approval.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalException;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.ApprovalPage;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Asking for decisions, and reading what was asked. */
class RequestTest {
    private final ApprovalWorld world = new ApprovalWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static RequestApproval question(String id) {
        return new RequestApproval(id, "Deploy?", List.of("sre"));
    }

    @Nested
    class Asking {
        @Test
        void shouldKeepTheQuestionInTheNameOfTheActor() {
            Approval asked = await(world.request("k", "ada", question("w.1.2")));

            assertThat(asked.id()).isEqualTo("w.1.2");
            assertThat(asked.question()).isEqualTo("Deploy?");
            assertThat(asked.approvers()).containsExactly("sre");
            assertThat(asked.requester()).isEqualTo("ada");
            assertThat(asked.state()).isEqualTo("PENDING");
            assertThat(asked.decidedBy()).isEmpty();
            assertThat(await(world.get("w.1.2"))).isEqualTo(asked);
        }

        @Test
        void shouldAnswerTheSameWhenTheKeyIsRepeatedEvenAfterTheDecision() {
            Approval asked = await(world.request("k", "ada", question("q")));
            await(world.decide("d", "bob", "q", Verdict.APPROVE, "sre"));

            assertThat(await(world.request("k", "ada", question("q")))).isEqualTo(asked);
        }

        @Test
        void shouldFindTheSameRequestUnderAnotherKey() {
            Approval asked = await(world.request("k1", "ada", question("q")));

            assertThat(await(world.request("k2", "ada", question("q")))).isEqualTo(asked);
        }

        @Test
        void shouldRefuseAnIdThatIsTaken() {
            await(world.request("k1", "ada", question("q")));

            assertRefused(
                    world.request("k2", "ada", new RequestApproval("q", "Drop the table?", List.of())), "Deploy?");
        }

        @Test
        void shouldRefuseWhatCannotBeKept() {
            assertRefused(world.request("k", "ada", new RequestApproval("q", "a\0b", List.of())), "NUL");
            assertRefused(world.request("k", "ada", new RequestApproval("q", "a\ud800", List.of())), "surrogate");
            assertRefused(world.request("k", "ada", new RequestApproval("q", " ", List.of())), "the question is empty");
            assertRefused(world.request("k", "ada", new RequestApproval("q", "x".repeat(10_001), List.of())), "10000");
            assertRefused(world.request("k", "ada", new RequestApproval("x".repeat(292), "ok?", List.of())), "291");
            assertThat(world.query("SELECT FROM operation"))
                    .as("the key can still be used for a correct request")
                    .isEmpty();
        }

        @Test
        void shouldNeedAKey() {
            assertThatThrownBy(() -> await(world.request("", "ada", question("q"))))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.KEY_MISSING));
        }
    }

    @Nested
    class Reading {
        @Test
        void shouldSayThatAnIdIsUnknown() {
            assertThatThrownBy(() -> await(world.get("nothing")))
                    .isInstanceOfSatisfying(
                            ApprovalException.class,
                            e -> assertThat(e.failure()).isEqualTo(ApprovalFailure.APPROVAL_UNKNOWN))
                    .hasMessageContaining("nothing");
        }

        @Test
        void shouldGivePagesOldestFirst() {
            for (int i = 0; i < 5; i++) await(world.request("k" + i, "ada", question("q" + i)));

            List<String> ids = new ArrayList<>();
            ApprovalPage page = await(world.list(Optional.empty(), 2, Optional.empty()));
            page.items().forEach(item -> ids.add(item.id()));
            while (page.next().isPresent()) {
                assertThat(page.items()).hasSize(2);
                page = await(world.list(Optional.empty(), 2, page.next()));
                page.items().forEach(item -> ids.add(item.id()));
            }

            assertThat(ids).containsExactly("q0", "q1", "q2", "q3", "q4");
        }

        @Test
        void shouldFilterByState() {
            for (int i = 0; i < 3; i++) await(world.request("k" + i, "ada", question("q" + i)));
            await(world.decide("d", "bob", "q1", Verdict.REJECT, "sre"));

            assertThat(await(world.list(Optional.of("PENDING"), 10, Optional.empty()))
                            .items())
                    .extracting(Approval::id)
                    .containsExactly("q0", "q2");
            assertThat(await(world.list(Optional.of("REJECTED"), 10, Optional.empty()))
                            .items())
                    .extracting(Approval::id)
                    .containsExactly("q1");
        }

        @Test
        void shouldRefuseWhatIsNoPage() {
            assertRefused(world.list(Optional.empty(), 0, Optional.empty()), "limit");
            assertRefused(world.list(Optional.empty(), 1_001, Optional.empty()), "limit");
            assertRefused(world.list(Optional.of("OPEN"), 1, Optional.empty()), "OPEN");
            assertRefused(world.list(Optional.empty(), 1, Optional.of("zzz")), "cursor");
        }
    }

    private static void assertRefused(Future<?> call, String sentence) {
        assertThatThrownBy(() -> await(call))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.INVALID_REQUEST))
                .hasMessageContaining(sentence);
    }
}
