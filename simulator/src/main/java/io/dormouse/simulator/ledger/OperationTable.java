package io.dormouse.simulator.ledger;

import static io.dormouse.adapter.LedgerRow.State.CANCELLED;
import static io.dormouse.adapter.LedgerRow.State.DONE;
import static io.dormouse.adapter.LedgerRow.State.STARTED;

import io.dormouse.adapter.LedgerRow;
import io.dormouse.adapter.LedgerTables.Surplus;
import io.dormouse.adapter.LedgerTables.Written;
import io.dormouse.adapter.LedgerWrite;
import io.dormouse.adapter.Outcome;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of a ledger in the database. A transaction is one moment: under READ COMMITTED each of these statements sees the row as it is when it locks it. */
final class OperationTable {
    private final Timeline timeline;
    private final InstanceTable instances;
    private final Set<LedgerBug> bugs;
    private final History history;
    private final Map<String, OperationRow> rows = new LinkedHashMap<>();
    /** Which digest each instance tried to insert last, for a database that does not mind. */
    private final Map<String, String> tried = new HashMap<>();

    /** Cancellations that are answered once, as if they had been written. */
    private final Map<String, OperationRow> onlySaid = new HashMap<>();

    OperationTable(Timeline timeline, InstanceTable instances, Set<LedgerBug> bugs, History history) {
        this.timeline = timeline;
        this.instances = instances;
        this.bugs = bugs;
        this.history = history;
    }

    Collection<OperationRow> rows() {
        return rows.values();
    }

    Optional<OperationRow> row(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** What each write returns whose condition holds. */
    Map<String, Written> commit(List<LedgerWrite> writes) {
        Map<String, Written> changed = new HashMap<>();
        for (LedgerWrite write : writes) apply(write).ifPresent(written -> changed.put(write.key(), written));
        return changed;
    }

    private Optional<Written> apply(LedgerWrite write) {
        return switch (write) {
            case LedgerWrite.Insert insert -> insert(insert);
            case LedgerWrite.Take take -> take(take);
            case LedgerWrite.Move move -> changed(move(move));
            case LedgerWrite.Ask ask -> changed(ask(ask));
            case LedgerWrite.Expect expect -> changed(expect(expect));
            case LedgerWrite.Unsettle unsettle -> changed(unsettle(unsettle));
            case LedgerWrite.Conclude conclude -> changed(conclude(conclude));
        };
    }

    private static Optional<Written> changed(boolean holds) {
        return holds ? Optional.of(Written.WITHOUT_NEWS) : Optional.empty();
    }

    private Optional<Written> insert(LedgerWrite.Insert insert) {
        insert.holder().ifPresent(holder -> tried.put(holder + "/" + insert.key(), insert.digest()));
        if (rows.containsKey(insert.key())) return Optional.empty();
        OperationRow row = new OperationRow(insert, timeline.now());
        if (insert.state() == CANCELLED && bugs.contains(LedgerBug.CANCEL_LEAVES_NO_ROW)) {
            onlySaid.put(row.key, row);
            return changed(true);
        }
        row.holderLife = instances.nameOf(row.holder).orElse("");
        rows.put(insert.key(), row);
        history.note("row " + insert.state(), insert.key(), row.holder);
        return changed(true);
    }

    private Optional<Written> take(LedgerWrite.Take take) {
        OperationRow row = rows.get(take.key());
        boolean asSeen = row != null && row.state == STARTED && row.is(take.attempt()) && row.holder == take.holder();
        boolean taken = bugs.contains(LedgerBug.TAKEN_WITHOUT_COMPARING) ? row != null && row.state != DONE : asSeen;
        if (row == null || !taken) {
            history.note("take-over lost", take.key());
            return Optional.empty();
        }
        if (row.asked) {
            long ended = Math.max(
                    row.updatedAt, instances.endedAtTheLatest(row.holder).orElse(0L));
            row.quietAt =
                    Math.min(timeline.now(), ended) + take.requestTimeout().toNanos() / 1_000;
        }
        row.attempt = bugs.contains(LedgerBug.TAKEN_WITHOUT_COMPARING) ? take.attempt() + 1 : row.attempt + 1;
        row.holder = take.me();
        row.holderLife = instances.nameOf(row.holder).orElse("");
        row.asked = false;
        row.updatedAt = timeline.now();
        history.note("take-over", take.key(), row.attempt, row.holder);
        long wait = bugs.contains(LedgerBug.TAKER_DOES_NOT_WAIT) ? 0 : Math.max(0, row.quietAt - timeline.now());
        boolean old = bugs.contains(LedgerBug.EXPECTED_AS_READ_BEFORE);
        return Optional.of(new Written(
                Duration.ofNanos(wait * 1_000), (old ? row.readBy(take.me()) : row.expected).map(JsonObject::new)));
    }

    private boolean move(LedgerWrite.Move move) {
        OperationRow row = rows.get(move.key());
        if (row == null || row.state != STARTED || !row.is(move.attempt()) || row.holder != move.from()) return false;
        row.holder = move.to();
        row.holderLife = instances.nameOf(row.holder).orElse("");
        history.note("moved to a new number", move.key(), move.to());
        return true;
    }

    private boolean ask(LedgerWrite.Ask ask) {
        OperationRow row = rows.get(ask.key());
        if (row == null || row.state != STARTED || !row.is(ask.attempt())) return false;
        row.asked = true;
        row.updatedAt = timeline.now();
        return true;
    }

    private boolean expect(LedgerWrite.Expect expect) {
        OperationRow row = rows.get(expect.key());
        if (row == null || row.state == DONE || !row.is(expect.attempt())) return false;
        row.expected = Optional.of(expect.found());
        row.updatedAt = timeline.now();
        return true;
    }

    private boolean unsettle(LedgerWrite.Unsettle unsettle) {
        OperationRow row = rows.get(unsettle.key());
        if (row == null || row.state != DONE || row.is(unsettle.attempt())) return false;
        row.settleUntil =
                Math.max(row.settleUntil, timeline.now() + unsettle.settle().toNanos() / 1_000);
        history.note("unsettled by a superseded attempt", unsettle.key(), unsettle.attempt());
        return true;
    }

    private boolean conclude(LedgerWrite.Conclude end) {
        OperationRow row = rows.get(end.key());
        boolean holds = row != null && row.state != DONE && row.is(end.attempt());
        if (!holds) history.note("outcome of a superseded attempt", end.key(), end.attempt());
        boolean anyhow = bugs.contains(LedgerBug.OUTCOME_WRITTEN_ANYHOW);
        if (row == null || !holds && !anyhow) return bugs.contains(LedgerBug.ANSWERED_FROM_OWN_RESULT);
        row.state = end.state();
        row.outcome = end.outcome();
        row.updatedAt = timeline.now();
        row.settleUntil = end.settle().isZero()
                ? OperationRow.NEVER
                : timeline.now() + end.settle().toNanos() / 1_000;
        history.note("row " + end.state(), end.key(), end.attempt());
        return true;
    }

    /** A call that was carried out in the transaction that made its row. */
    void insertDone(LedgerWrite.Insert insert, Outcome outcome) {
        insert(insert);
        conclude(new LedgerWrite.Conclude(insert.key(), 1, DONE, Optional.of(outcome), Duration.ZERO));
    }

    List<LedgerRow> find(Collection<String> keys, int reader) {
        return keys.stream()
                .sorted()
                .flatMap(key -> Stream.ofNullable(rows.containsKey(key) ? rows.get(key) : onlySaid.remove(key)))
                .map(row -> asRead(row, reader))
                .toList();
    }

    List<LedgerRow> inFlight(Collection<Integer> holders, int reader, Collection<String> but) {
        return rows.values().stream()
                .filter(row -> row.state == STARTED && holders.contains(row.holder) && !but.contains(row.key))
                .map(row -> asRead(row, reader))
                .toList();
    }

    List<Surplus> unsettled(Collection<Integer> holders) {
        return rows.values().stream()
                .filter(row -> row.settleUntil != OperationRow.NEVER && holders.contains(row.holder))
                .map(row ->
                        new Surplus(row.key, row.action, row.outcome.orElseThrow(), row.settleUntil < timeline.now()))
                .toList();
    }

    void settled(Collection<String> keys) {
        keys.stream()
                .flatMap(key -> Stream.ofNullable(rows.get(key)))
                .forEach(row -> row.settleUntil = OperationRow.NEVER);
    }

    private LedgerRow asRead(OperationRow row, int reader) {
        boolean isOwn = row.holder == reader;
        row.read(reader);
        boolean gone = row.state == STARTED
                && !isOwn
                && (bugs.contains(LedgerBug.LOCK_NOT_LOOKED_AT) || !instances.isLocked(row.holder));
        boolean hidden = isOwn && bugs.contains(LedgerBug.OWN_ROW_LEFT);
        String digest = bugs.contains(LedgerBug.OTHER_REQUEST_ACCEPTED)
                ? tried.getOrDefault(reader + "/" + row.key, row.digest)
                : row.digest;
        return new LedgerRow(
                row.key,
                row.action,
                digest,
                row.request,
                row.actor,
                row.state,
                hidden ? -1 : row.holder,
                row.attempt,
                row.expected.map(JsonObject::new),
                row.outcome,
                gone,
                instances.nameOf(row.holder));
    }
}
