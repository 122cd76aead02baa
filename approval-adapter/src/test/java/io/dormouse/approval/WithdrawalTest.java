package io.dormouse.approval;

import static io.dormouse.approval.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalException;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Questions that nobody waits for any more: the key of their call is cancelled. */
class WithdrawalTest {
    private final ApprovalWorld world = new ApprovalWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Future<Approval> ask(String key, String id) {
        return world.request(key, "ada", new RequestApproval(id, "Deploy?", List.of()));
    }

    @Nested
    class OfAQuestionThatIsOpen {
        @Test
        void shouldTakeItFromThoseThatWait() {
            await(ask("k", "q"));
            await(ask("other", "stays"));

            assertThat(await(world.cancel("k"))).isEqualTo("UNDONE");

            assertThat(await(world.get("q")).state()).isEqualTo("WITHDRAWN");
            assertThat(await(world.list(Optional.of("PENDING"), 10, Optional.empty()))
                            .items())
                    .extracting(Approval::id)
                    .containsExactly("stays");
            assertThat(await(world.list(Optional.of("WITHDRAWN"), 10, Optional.empty()))
                            .items())
                    .extracting(Approval::id)
                    .containsExactly("q");
        }

        @Test
        void shouldRefuseALaterDecisionAndTellNobody() {
            await(ask("k", "q"));
            await(world.cancel("k"));

            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> await(world.decide("d", "bob", "q", Verdict.APPROVE)))
                        .isInstanceOfSatisfying(
                                ApprovalException.class,
                                e -> assertThat(e.failure()).isEqualTo(ApprovalFailure.APPROVAL_WITHDRAWN))
                        .hasMessageContaining("q of ada was withdrawn");
            }
            assertThat(world.query("SELECT FROM outbox")).isEmpty();
        }

        @Test
        void shouldDoItOnceHoweverOftenItIsRepeated() {
            await(ask("k", "q"));

            for (int time = 0; time < 3; time++)
                assertThat(await(world.cancel("k"))).isEqualTo("UNDONE");

            assertThat(world.query("SELECT FROM audit WHERE action = 'cancel' AND target = 'k'"))
                    .hasSize(1);
            assertThat(await(ask("k", "q")).state())
                    .as("the row of the call stays")
                    .isEqualTo("PENDING");
            assertThat(await(world.get("q")).state()).isEqualTo("WITHDRAWN");
        }

        @Test
        void shouldLeaveItToTheCallThatMadeIt() {
            await(ask("k", "q"));
            await(ask("found", "q"));

            assertThat(await(world.cancel("found"))).isEqualTo("DONE");

            assertThat(await(world.get("q")).state()).isEqualTo("PENDING");
        }
    }

    @Nested
    class ThatComesTooLateOrTooSoon {
        @Test
        void shouldLetADecisionStand() {
            await(ask("k", "q"));
            Approval decided = await(world.decide("d", "bob", "q", Verdict.APPROVE));

            assertThat(await(world.cancel("k"))).isEqualTo("DONE");

            assertThat(await(world.get("q"))).isEqualTo(decided);
        }

        @Test
        void shouldKeepAQuestionFromBeingAsked() {
            assertThat(await(world.cancel("k"))).isEqualTo("CANCELLED");

            assertThatThrownBy(() -> await(ask("k", "q")))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.CANCELLED));
            assertThat(await(world.list(Optional.empty(), 10, Optional.empty())).items())
                    .isEmpty();
            assertThatThrownBy(() -> await(world.decide("d", "bob", "q", Verdict.APPROVE)))
                    .isInstanceOfSatisfying(
                            ApprovalException.class,
                            e -> assertThat(e.failure()).isEqualTo(ApprovalFailure.APPROVAL_UNKNOWN));
        }

        @Test
        void shouldLeaveNothingOpenWhenItMeetsItsCallAndADecision() {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(ask("k" + i, "q" + i).otherwiseEmpty());
                all.add(world.cancel("k" + i));
                all.add(world.decide("d" + i, "bob", "q" + i, Verdict.APPROVE).otherwiseEmpty());
            }
            all.forEach(Waiting::await);

            assertThat(world.query("SELECT FROM request WHERE state = 'PENDING'"))
                    .isEmpty();
            assertThat(world.query("""
                SELECT FROM request JOIN outbox ON approval_id = id WHERE state = 'WITHDRAWN'\
                """)).isEmpty();
        }
    }
}
