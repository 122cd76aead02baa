package io.dormouse.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.Alarm;
import io.dormouse.adapter.InstanceLocks;
import io.dormouse.adapter.Ledger;
import io.dormouse.adapter.LedgerPorts;
import io.dormouse.adapter.LedgerRow;
import io.dormouse.adapter.LedgerTables.Surplus;
import io.dormouse.adapter.LedgerTables.Written;
import io.dormouse.adapter.LedgerWrite;
import io.dormouse.adapter.Outcome;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated tables of a ledger held against the real ones: the same changes, the same answers. */
class LedgerTablesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = ServiceVertx.alone();
    private final Database database = fresh();
    private final LedgerPorts real = LedgerPorts.of(vertx, database, Alarm.of(vertx), System::nanoTime);
    private final Timeline timeline = new Timeline(new Chance(1));
    private final InstanceTable instances = new InstanceTable(timeline, false);
    private final OperationTable simulated =
            new OperationTable(timeline, instances, Set.of(), new History(timeline, false));

    private final List<InstanceLocks.Held> held = new ArrayList<>();
    private final Map<Integer, Runnable> sessions = new HashMap<>();
    private List<String> keys = List.of();
    private int changes;

    private static Database fresh() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("ledger");
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void shouldAnswerAsPostgresDoes() {
        await(Ledger.migrate(vertx, database));
        Chance chance = new Chance(20);
        for (int number = 1; number <= 3; number++) enter();
        for (int step = 0; step < 400; step++) {
            int first = step / 4;
            keys = IntStream.range(first, first + 6).mapToObj(key -> "k" + key).toList();
            if (chance.happens(0.02)) enter();
            if (chance.happens(0.02) && held.size() > 2) leave(chance.oneOf(held));
            commit(writes(chance));
            compare(chance);
        }
        assertThat(changes).as("conditions that held").isGreaterThan(200);
        assertThat(simulated.rows().stream().map(row -> row.state).distinct()).hasSize(4);
    }

    private void enter() {
        InstanceLocks.Held taken = await(real.locks().take("life-" + (sessions.size() + 1), "simulated.v1"));
        Runnable session = () -> {};
        sessions.put(taken.number(), session);
        held.add(taken);
        assertThat(instances.enter("life-" + sessions.size(), session)).isEqualTo(taken.number());
    }

    private void leave(InstanceLocks.Held leaver) {
        await(leaver.release());
        held.remove(leaver);
        instances.release(leaver.number(), Objects.requireNonNull(sessions.get(leaver.number())));
    }

    /** What stands in the rows is what most conditions are about, so that about half of them hold. */
    private List<LedgerWrite> writes(Chance chance) {
        Set<String> some = new HashSet<>();
        for (int more = chance.between(1, 3); more > 0; more--) some.add(chance.oneOf(keys));
        return some.stream().sorted().map(key -> write(chance, key)).toList();
    }

    private LedgerWrite write(Chance chance, String key) {
        Optional<OperationRow> row = simulated.row(key);
        int attempt = row.map(there -> there.attempt).orElse(1) - (chance.happens(0.3) ? 1 : 0);
        int holder = chance.happens(0.2) ? 1 : row.map(there -> there.holder).orElse(1);
        int me = chance.oneOf(held).number();
        Duration time = chance.happens(0.5) ? LONG : Duration.ZERO;
        return switch (chance.between(0, 9)) {
            case 0, 1, 2 ->
                new LedgerWrite.Insert(
                        key,
                        "simulated.v1",
                        "TOKEN",
                        "digest-" + key,
                        "{\"value\":\"" + key + "\"}",
                        "ada",
                        chance.happens(0.1) ? LedgerRow.State.CANCELLED : LedgerRow.State.STARTED,
                        Optional.of(me),
                        1);
            case 3, 4 -> new LedgerWrite.Take(key, attempt, holder, me, time);
            case 5 -> new LedgerWrite.Move(key, attempt, holder, me);
            case 6 -> new LedgerWrite.Ask(key, attempt);
            case 7 -> new LedgerWrite.Expect(key, attempt, "{\"value\":" + chance.between(0, 9) + "}");
            case 8 -> new LedgerWrite.Unsettle(key, attempt, LONG);
            default ->
                chance.happens(0.2)
                        ? new LedgerWrite.Conclude(
                                key, attempt, LedgerRow.State.UNKNOWN, Optional.empty(), Duration.ZERO)
                        : new LedgerWrite.Conclude(
                                key,
                                attempt,
                                LedgerRow.State.DONE,
                                Optional.of(new Outcome("{\"result\":{\"id\":\"" + chance.between(0, 9) + "\"}}")),
                                time);
        };
    }

    /** Waits pass in one of the two only, so all that counts is whether they are long. */
    private void commit(List<LedgerWrite> writes) {
        Map<String, Told> expected = told(await(real.tables().commit(writes)));
        assertThat(told(simulated.commit(writes))).as("%s", writes).isEqualTo(expected);
        changes += expected.size();
    }

    private record Told(boolean waits, Optional<JsonObject> expected) {
        private static Told of(Written written) {
            return new Told(written.quietIn().compareTo(Duration.ofMinutes(30)) > 0, written.expected());
        }
    }

    private static Map<String, Told> told(Map<String, Written> changed) {
        return changed.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Told.of(entry.getValue())));
    }

    private void compare(Chance chance) {
        int reader = chance.oneOf(held).number();
        Set<String> actions = Set.of("TOKEN");
        Collection<Integer> gone = await(real.tables().gone(reader));
        assertThat(instances.gone(reader)).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(byKey(simulated.find(keys, reader), LedgerRow::key))
                .isEqualTo(byKey(await(real.tables().find(keys, reader)), LedgerRow::key));
        List<String> but = List.of(chance.oneOf(keys));
        assertThat(byKey(simulated.inFlight(gone, reader, but), LedgerRow::key))
                .isEqualTo(byKey(await(real.tables().inFlight(gone, reader, actions, but)), LedgerRow::key));
        List<Integer> holders = List.of(1, 2, 3, reader);
        assertThat(byKey(simulated.unsettled(holders), Surplus::key))
                .isEqualTo(byKey(await(real.tables().unsettled(holders, actions)), Surplus::key));
        if (chance.happens(0.1)) {
            await(real.tables().settled(but));
            simulated.settled(but);
        }
    }

    private static <T> Map<String, T> byKey(Collection<T> all, Function<T, String> key) {
        return all.stream().collect(Collectors.toMap(key, Function.identity()));
    }
}
