package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.Started;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RunWorkflowTest {
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
    void shouldRunStepsInOrderAndKeepTheResult() {
        service.start("steps", new JsonObject().put("steps", 10), "ten");
        var view = service.awaitEnd("ten");
        assertThat(view.status()).isEqualTo("COMPLETED");
        assertThat(view.result()).contains(45);
        var journal = service.journal("ten");
        assertThat(journal)
                .hasSize(12)
                .extracting(JournalEntry::type)
                .startsWith("Started")
                .endsWith("Finished");
        assertThat(journal)
                .extracting(JournalEntry::position)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(journal.get(1).line())
                .hasValueSatisfying(line -> assertThat(line).contains("(TestWorkflows.java:"));
    }

    @Test
    void shouldAnswerAStartThatWaitsWithTheEnd() {
        JsonObject input = new JsonObject().put("steps", 10);
        Started started = service.startWaiting("steps", input, "waited", Duration.ofSeconds(10));
        assertThat(started.created()).isTrue();
        assertThat(started.workflow().status()).isEqualTo("COMPLETED");
        assertThat(started.workflow().result()).contains(45);

        Started again = service.startWaiting("steps", input, "waited", Duration.ofSeconds(10));
        assertThat(again.created()).isFalse();
        assertThat(again.workflow()).isEqualTo(started.workflow());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 20})
    void shouldAnswerAStartThatHasWaitedLongEnoughWithHowThingsStand(long millis) {
        String id = "unended" + millis;
        Started started =
                service.startWaiting("wait-for-event", new JsonObject().put("name", id), id, Duration.ofMillis(millis));
        assertThat(started.created()).isTrue();
        assertThat(started.workflow().status()).isIn("RUNNING", "WAITING");
    }

    @Test
    void shouldRunPartsAtOnce() {
        service.start("fan-out", new JsonObject().put("steps", 20), "fan");
        assertThat(service.awaitEnd("fan").status()).isEqualTo("COMPLETED");
    }

    @Test
    void shouldFailWithTheStepsFailure() {
        service.start("fail", new JsonObject().put("name", "x"), "fail");
        var view = service.awaitEnd("fail");
        assertThat(view.status()).isEqualTo("FAILED");
        assertThat(view.failure().orElseThrow().toString()).contains("boom x");
    }

    @Test
    void shouldSleepByTheDatabasesClock() {
        service.start("sleep", new JsonObject().put("steps", 300), "nap");
        assertThat(service.awaitEnd("nap").result()).contains(true);
        assertThat(service.count("SELECT count(*) FROM timer")).isZero();
    }

    @Test
    void shouldWaitForAnEventAndWakeWithIt() {
        service.start("wait-for-event", new JsonObject().put("name", "a"), "waits");
        var waiting = service.awaitThat("waits", view -> view.status().equals("WAITING"));
        assertThat(waiting.waitingFor()).contains("event event-of-a");
        assertThat(waiting.sourceLine())
                .hasValueSatisfying(line -> assertThat(line).contains("(TestWorkflows.java:"));
        service.trigger("event-of-a", "hello");
        assertThat(service.awaitEnd("waits").result()).contains("a hello");
        assertThat(service.count("SELECT count(*) FROM event_waiter WHERE key = 'event-of-a'"))
                .isZero();
    }

    @Test
    void shouldFindAnEventThatWasTriggeredBefore() {
        service.trigger("event-of-b", "early");
        service.start("wait-for-event", new JsonObject().put("name", "b"), "late");
        assertThat(service.awaitEnd("late").result()).contains("b early");
    }
}
