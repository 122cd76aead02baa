package io.dormouse.workflow.suspended;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.workflow.cluster.Partitions;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.Events.Waiting;
import io.vertx.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitedEventsTest {
    private final StoreWithMaps store = new StoreWithMaps();
    private final Context context = store.vertx.getOrCreateContext();
    private final EventMap hints = new EventMap(context, store.events.map(), new Patience(context, () -> 0));
    private final Queue<List<Waiting>> rung = new ConcurrentLinkedQueue<>();
    private final Events events = new Events(store.vertx, store.pool, (key, waiting) -> rung.add(waiting), hints);

    @AfterEach
    void close() {
        store.close();
    }

    private void startOneThatSleeps() {
        startOneThatSleeps("w", "key");
    }

    private void startOneThatSleeps(String id, String key) {
        store.flush(Journals.started(id, 1));
        store.flush(Journals.waits(id, 0, key));
        store.leavesMemory(id, Map.of(0, key));
        store.until(() -> store.events.values.containsKey(key));
    }

    @Test
    void shouldBeRungAtOnceAndThenByWhatPostgresSays() {
        startOneThatSleeps();
        Waiting waiter = new Waiting("w", Partitions.of("w"));

        StoreWithMaps.await(events.trigger("key", "1", "tester"));

        store.until(() -> rung.size() == 3);
        assertThat(rung).containsOnly(List.of(), List.of(waiter));
        assertThat(store.events.values).isEmpty();
    }

    @Test
    void shouldTakeNoPlaceInTheMapWhileTheyAreInMemory() {
        store.flush(Journals.started("w", 1));
        store.flush(Journals.waits("w", 0, "key"));
        startOneThatSleeps("other", "other's");

        assertThat(store.events.values).containsOnlyKeys("other's");
    }

    @Test
    void shouldBeRungInMemoryBeforePostgresHasToldWhoSleeps() {
        StoreWithMaps.await(events.trigger("key", "1", "tester"));

        store.until(() -> rung.size() == 2);
        assertThat(rung).containsOnly(List.of());
    }

    @Test
    void shouldBeRungByPostgresWhenTheMapKnowsNothing() {
        startOneThatSleeps();
        for (FakeMap.Mood mood : List.of(FakeMap.Mood.SILENT, FakeMap.Mood.FAILING, FakeMap.Mood.GONE)) {
            store.events.mood = mood;
            rung.clear();
            StoreWithMaps.await(events.trigger("key", "1", "tester"));
            store.until(() -> rung.contains(List.of(new Waiting("w", Partitions.of("w")))));
        }
    }

    @Test
    void shouldBeForgottenWhenTheyWaitNoLonger() {
        startOneThatSleeps();

        store.flush(Journals.settles("w", 0, List.of()));

        store.until(() -> store.events.values.isEmpty());
    }

    @Test
    void shouldBeLeftToTheTriggerThatTookThemAway() {
        startOneThatSleeps();
        int asked = store.events.asked.get();

        store.flush(Journals.settles("w", 0, List.of(Journals.completed(1, 0))));
        store.flush(Journals.waits("w", 1, "other"));
        store.leavesMemory("w", Map.of(1, "other"));

        store.until(() -> store.events.values.containsKey("other"));
        assertThat(store.events.asked).as("nothing but the new one is brought").hasValue(asked + 1);
    }

    @Test
    void shouldBeKnownAgainAfterTheirWorkflowWasRead() {
        startOneThatSleeps();
        store.startAnew();
        store.load("w");

        store.flush(Journals.settles("w", 0, List.of()));

        store.until(() -> store.events.values.isEmpty());
    }

    @Test
    void shouldTakeAnotherVersionForNothing() {
        store.events.values.put("key", new byte[] {9, 0, 1, 'w'});
        store.events.values.put("short", new byte[] {1});

        assertThat(StoreWithMaps.await(hints.take(Set.of("key", "short")))).isEqualTo(Map.of());
    }
}
