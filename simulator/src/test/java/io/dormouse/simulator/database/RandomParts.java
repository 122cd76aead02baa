package io.dormouse.simulator.database;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.world.Chance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts of flushes that chance puts together: what owners write, and what only a stale copy would. */
final class RandomParts {
    static final List<String> IDS = List.of("u", "v", "w", "x");
    static final List<String> EVENTS = List.of("child:u", "child:v", "child:w", "child:x");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Chance chance;

    RandomParts(Chance chance) {
        this.chance = chance;
    }

    List<Part> some() {
        List<Part> parts = new ArrayList<>();
        for (String id : IDS) {
            if (chance.happens(0.4)) parts.add(part(id));
        }
        return parts.isEmpty() ? List.of(part(chance.oneOf(IDS))) : parts;
    }

    private Part part(String id) {
        boolean created = chance.happens(0.25);
        int run = created ? 0 : chance.happens(0.8) ? 0 : 1;
        List<Recorded> entries = created ? List.of(at(0, started(id))) : entries(id);
        List<Part.KeyRow> keys = entries.stream()
                .flatMap(recorded -> recorded.entry() instanceof Entry.Signalled signalled
                        ? Stream.of(Part.KeyRow.ofSignal(signalled.signalId()))
                        : Stream.empty())
                .toList();
        Optional<Part.NextRun> next = !created && chance.happens(0.1)
                ? Optional.of(new Part.NextRun(
                        run + 1,
                        1,
                        "7",
                        List.of(at(0, started(id)), at(1, new Entry.Cancelled("p", "r"))),
                        chance.happens(0.5)))
                : Optional.empty();
        return new Part(
                id,
                1,
                run,
                NOW,
                created
                        ? Optional.of(new Part.NewWorkflow("test", 1, "null", "tester", Optional.empty(), Map.of()))
                        : Optional.empty(),
                entries,
                next,
                next.isPresent() || chance.happens(0.4) ? Optional.empty() : Optional.of(change()),
                chance.happens(0.2) ? List.of(new Part.TimerRow(seq(), NOW.plusSeconds(seq()))) : List.of(),
                chance.happens(0.2) ? List.of(new Part.WaiterRow(seq() + 3, "e" + seq())) : List.of(),
                chance.happens(0.2) ? List.of(seq()) : List.of(),
                chance.happens(0.1),
                chance.happens(0.1) ? List.of(new Part.CancellationRow(run, seq(), "s", "k")) : List.of(),
                keys,
                List.of(),
                chance.happens(0.1)
                        ? Optional.of(new Part.Announcement("child:" + id, String.valueOf(seq())))
                        : Optional.empty());
    }

    private int seq() {
        return chance.between(0, 2);
    }

    private List<Recorded> entries(String id) {
        long position = chance.between(1, 6);
        List<Recorded> entries = new ArrayList<>();
        for (int i = chance.between(0, 2); i > 0; i--) entries.add(at(position++, entry(id)));
        return entries;
    }

    private Entry entry(String id) {
        return switch (chance.between(0, 4)) {
            case 0 -> new Entry.Signalled("go", "1", "s" + chance.between(0, 5));
            case 1 -> new Entry.Called(seq(), Kind.CALL, "shop.v1/buy", "X.java:1", "d", id + "/0/" + seq());
            case 2 -> new Entry.Finished(Outcome.NOTHING);
            default -> completed(chance.happens(0.1) ? "\"" + FlushScript.POISON + "\0\"" : "1");
        };
    }

    private Entry completed(String json) {
        return new Entry.Completed(
                seq(), Kind.CALL, "shop.v1/buy", "X.java:1", new Outcome.Success(json, null), Optional.empty());
    }

    private Part.RowChange change() {
        return Parts.only(chance.oneOf(List.of(Status.values())), Map.of());
    }

    private static Entry.Started started(String id) {
        return new Entry.Started("test", 1, "null", "tester", new Origin(1, id, 0));
    }

    private static Recorded at(long position, Entry entry) {
        return new Recorded(position, NOW, entry);
    }
}
