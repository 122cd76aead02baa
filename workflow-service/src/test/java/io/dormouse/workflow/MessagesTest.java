package io.dormouse.workflow;

import static io.dormouse.workflow.ServiceUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.FirstSignal;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What reaches a workflow: signals, and what its children say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessagesTest {
    private final ServiceUnderTest service = new ServiceUnderTest();

    @BeforeAll
    void up() {
        service.up();
    }

    @AfterAll
    void down() {
        service.close();
    }

    @Nested
    final class ASignal {
        @Test
        void shouldBeOneHoweverOftenItsIdIsSent() {
            service.start("collect", new JsonObject().put("steps", 2), "signals");
            service.signal("signals", "item", "a", "first");
            service.signal("signals", "item", "a", "first");
            service.signal("signals", "item", "b", "second");
            assertThat(service.awaitEnd("signals").result()).contains(List.of("a", "b"));
            assertThat(service.audit("signals")).containsExactly("tester start", "tester signal", "tester signal");
        }

        @Test
        void shouldBeThereWhenAWorkflowStartsWithIt() {
            StartWorkflow start = new StartWorkflow(
                    "collect",
                    Optional.empty(),
                    Optional.of("with-signal"),
                    new JsonObject().put("steps", 2),
                    Optional.empty(),
                    Optional.of(new FirstSignal("item", "a", Optional.of("s1"))),
                    Optional.empty());
            service.call("start", start, Started.class);
            assertThat(service.call("start", start, Started.class).created()).isFalse();
            assertThat(service.types("with-signal")).startsWith("Started", "Signalled");
            service.signal("with-signal", "item", "b", "s2");
            assertThat(service.awaitEnd("with-signal").result()).contains(List.of("a", "b"));
        }

        @Test
        void shouldBeRefusedToWhoCannotGetIt() {
            assertRefused(WorkflowFailure.WORKFLOW_UNKNOWN, () -> service.signal("nobody", "item", "a", "s"));
            service.start("steps", new JsonObject().put("steps", 1), "ended");
            service.awaitEnd("ended");
            assertRefused(WorkflowFailure.WORKFLOW_ENDED, () -> service.signal("ended", "item", "a", "s"));
        }

        @Test
        void shouldTravelAlongToTheNextRun() {
            service.start("count-down", new JsonObject().put("steps", 3), "runs");
            service.signal("runs", "next", "a", "s1");
            service.signal("runs", "next", "b", "s2");
            service.signal("runs", "next", "c", "s3");
            assertThat(service.awaitEnd("runs").result()).contains("c");
            assertThat(service.get("runs").run()).isEqualTo(2);
            service.signal("runs", "next", "a", "s1");
        }
    }

    @Nested
    final class AChild {
        @Test
        void shouldGiveItsResultToItsParent() {
            service.start("delegate", new JsonObject().put("name", "kid"), "parent-2");
            service.awaitThat("parent-2", view -> view.status().equals("WAITING"));
            assertThat(service.get("parent-2~0.0").parent()).contains("parent-2");
            service.trigger("event-of-kid", "hello");
            assertThat(service.awaitEnd("parent-2").result()).contains("child says kid hello");
        }
    }
}
