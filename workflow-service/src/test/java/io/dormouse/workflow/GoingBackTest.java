package io.dormouse.workflow;

import static io.dormouse.workflow.ServiceUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.ForkedWorkflow;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.contracts.workflow.RewoundWorkflow;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workflows that go on from a position of their past, in place or as another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoingBackTest {
    private final ServiceUnderTest service = new ServiceUnderTest();

    @BeforeAll
    void up() {
        service.up();
    }

    @AfterAll
    void down() {
        service.close();
    }

    @Test
    void shouldMakeANewRunAndKeepTheOldOneReadable() {
        service.start("steps", new JsonObject().put("steps", 3), "rewound");
        service.awaitEnd("rewound");
        RewoundWorkflow rewound =
                service.call("rewind", new RewindWorkflow("rewound", 1, "again"), RewoundWorkflow.class);
        assertThat(rewound.workflow().run()).isOne();
        assertThat(service.awaitEnd("rewound").result()).contains(3);
        assertThat(types("rewound", 0))
                .containsExactly("Started", "Completed", "Completed", "Completed", "Finished", "Rewound");
        assertThat(types("rewound", 1))
                .containsExactly("Started", "Completed", "Rewound", "Completed", "Completed", "Finished");
        assertThat(service.audit("rewound")).containsExactly("tester start", "tester rewind");
    }

    @Test
    void shouldBeDoneOnceForAKeyAndKeepWhatCameAfter() {
        service.start("steps", new JsonObject().put("steps", 3), "repeated");
        service.awaitEnd("repeated");
        RewindWorkflow rewind = new RewindWorkflow("repeated", 1, "again");
        RewoundWorkflow.fromJson(service.ask("rewind", rewind, "rewind-key"));
        service.awaitEnd("repeated");
        RewoundWorkflow again = RewoundWorkflow.fromJson(service.ask("rewind", rewind, "rewind-key"));
        assertThat(again.workflow().run()).isOne();
        assertThat(again.workflow().status()).isEqualTo("COMPLETED");
        assertThat(again.redone()).isEmpty();
        assertRefused(
                CallFailure.KEY_REUSED,
                () -> service.ask("rewind", new RewindWorkflow("repeated", 2, "again"), "rewind-key"));
        assertThat(service.get("repeated").run()).isOne();
        assertThat(service.audit("repeated")).containsExactly("tester start", "tester rewind");
    }

    @Test
    void shouldBeRefusedBeyondTheJournal() {
        service.startSleeper("not-back");
        assertRefused(
                WorkflowFailure.POSITION_INVALID,
                () -> service.call("rewind", new RewindWorkflow("not-back", 99, ""), RewoundWorkflow.class));
        assertThat(service.get("not-back").run()).isZero();
    }

    @Test
    void shouldMakeAWorkflowOfItsOwnOnce() {
        service.start("steps", new JsonObject().put("steps", 3), "original");
        service.awaitEnd("original");
        ForkWorkflow fork = new ForkWorkflow("original", Optional.empty(), 2, Optional.of("forked"), "");
        assertThat(service.call("fork", fork, ForkedWorkflow.class).created()).isTrue();
        assertThat(service.awaitEnd("forked").result()).contains(3);
        assertThat(service.call("fork", fork, ForkedWorkflow.class).created()).isFalse();
        assertThat(service.types("original")).doesNotContain("Forked");
    }

    @Test
    void shouldMakeTheForksIdOfTheCallsKey() {
        service.start("steps", new JsonObject().put("steps", 1), "original-2");
        service.awaitEnd("original-2");
        ForkWorkflow fork = new ForkWorkflow("original-2", Optional.empty(), 0, Optional.empty(), "");
        ForkedWorkflow first = ForkedWorkflow.fromJson(service.ask("fork", fork, "fork-key"));
        ForkedWorkflow again = ForkedWorkflow.fromJson(service.ask("fork", fork, "fork-key"));
        assertThat(again.workflow().id()).isEqualTo(first.workflow().id());
        assertThat(again.created()).isFalse();
    }

    private List<String> types(String id, int run) {
        return service.call("journal", new GetJournal(id, Optional.of(run), 0, 100), JournalPage.class).items().stream()
                .map(JournalEntry::type)
                .toList();
    }
}
