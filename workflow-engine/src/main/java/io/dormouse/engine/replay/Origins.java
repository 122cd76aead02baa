package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Digest;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What keys, child ids and random values derive from at each point of a run. It turns where a rewind or a fork went on: what the
 * code gives from there on is new, except for what was under way when the run was rewound.
 */
final class Origins {
    /** A request with the origin that it was made of. @param carried whether it was under way before a rewind */
    record Made(Origin origin, Request request, boolean carried) {}

    /** Where another origin begins. */
    private record Turn(Origin next, Map<Integer, Entry.Carried> carried) {}

    /** A command given before a turn whose key does not derive from what was in force then. */
    private record Renewal(long turn, Origin origin, boolean carried) {}

    private final Map<Long, Turn> turns;
    private final Map<Integer, Renewal> renewals;
    private final Map<Integer, Entry.Carried> carried;
    private final History history;
    private @Nullable Renewal copiedOpen;
    private Origin present;
    private long reached;
    private int given;

    /** {@link Random} rather than a better generator because its algorithm is part of its contract, for every later Java. */
    private @Nullable Random random;

    private int uuids;

    Origins(Origin first, List<Recorded> journal, History history) {
        this.present = first;
        this.history = history;
        boolean hasTurns = journal.stream().map(Recorded::entry).anyMatch(Origins::isTurn);
        this.turns = hasTurns ? new HashMap<>(2) : Map.of();
        this.renewals = hasTurns ? new HashMap<>(2) : Map.of();
        this.carried = hasTurns ? new HashMap<>(2) : Map.of();
        for (Recorded recorded : journal) note(recorded.position() - 1, recorded.entry());
        reach(0);
    }

    private static boolean isTurn(Entry entry) {
        return entry instanceof Entry.Rewound || entry instanceof Entry.Forked;
    }

    private void note(long turn, Entry entry) {
        switch (entry) {
            case Entry.Rewound rewound -> {
                turns.put(turn, new Turn(rewound.next(), rewound.carried()));
                rewound.carried().forEach((seq, known) -> renewals.put(seq, new Renewal(turn, known.origin(), true)));
                rewound.renewed().forEach(seq -> renewals.put(seq, new Renewal(turn, rewound.next(), false)));
            }
            case Entry.Forked forked -> {
                turns.put(turn, new Turn(forked.next(), Map.of()));
                renewals.clear();
                copiedOpen = new Renewal(turn, forked.next(), false);
            }
            default -> {}
        }
    }

    /** The entry at this position is about to be delivered: what follows from it may belong to the next origin already. */
    void reach(long position) {
        reached = position;
        Turn turn = turns.isEmpty() ? null : turns.remove(position);
        if (turn == null) return;
        present = turn.next();
        random = null;
        uuids = 0;
        carried.clear();
        carried.putAll(turn.carried());
        carried.keySet().removeIf(seq -> seq < given);
    }

    Origin present() {
        return present;
    }

    /**
     * Makes the request of a command. One that was under way when the run was rewound keeps its key, if it is the same still;
     * otherwise it is told to whoever has to withdraw it.
     */
    Made make(int seq, Kind kind, String name, Making making, Consumer<Unwanted> abandon) {
        given = seq + 1;
        Entry.Carried known = carried.isEmpty() || renewalOf(seq) != null ? null : carried.remove(seq);
        if (known != null && known.kind() == kind && known.name().equals(name)) {
            Request request = making.of(known.origin(), seq);
            if (request.digest().equals(known.digest())) return new Made(known.origin(), request, true);
        }
        if (known != null) abandon.accept(abandoned(seq, known));
        Renewal renewal = renewalOf(seq);
        if (renewal != null) return new Made(renewal.origin(), making.of(renewal.origin(), seq), renewal.carried());
        return new Made(present, making.of(present, seq), false);
    }

    /** What a turn that is still to come says about a command; null if it says nothing. */
    private @Nullable Renewal renewalOf(int seq) {
        Renewal renewal = renewals.get(seq);
        if (renewal != null && reached < renewal.turn()) return renewal;
        return isOpenInCopy(seq) ? copiedOpen : null;
    }

    /** Whether a command is one of the workflow that this one was forked from, which had no outcome of it to copy. */
    private boolean isOpenInCopy(int seq) {
        Renewal copied = copiedOpen;
        return copied != null && reached < copied.turn() && !history.isCompletedUpTo(copied.turn(), seq);
    }

    /** What was under way before a rewind and was not given again. */
    List<Unwanted> abandoned() {
        if (copiedOpen != null && reached < copiedOpen.turn()) return List.of();
        List<Unwanted> all = new ArrayList<>(carried.size());
        carried.forEach((seq, known) -> all.add(abandoned(seq, known)));
        return all;
    }

    private static Unwanted abandoned(int seq, Entry.Carried known) {
        return new Unwanted(seq, known.kind(), known.name(), known.origin(), true);
    }

    RandomGenerator random() {
        Random values = random;
        if (values == null) random = values = new Random(present.seed());
        return values;
    }

    /** Derived from the workflow's id, which no other workflow has: a seed of 48 bits would repeat among millions. */
    UUID uuid() {
        ByteBuffer bits =
                ByteBuffer.wrap(Digest.sha256(present.id(), "/", present.run() + "/" + present.seed() + "/" + uuids++));
        long high = bits.getLong() & ~0xF000L | 0x4000L;
        long low = bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
