package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Digest;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import java.nio.ByteBuffer;
import java.util.List;
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

    private final @Nullable Turns turns;
    private Origin present;

    /** {@link Random} rather than a better generator because its algorithm is part of its contract, for every later Java. */
    private @Nullable Random random;

    private int uuids;

    Origins(Origin first, List<Recorded> journal, History history) {
        this.present = first;
        this.turns = Turns.of(journal, history);
        reach(0);
    }

    /** The entry at this position is about to be delivered: what follows from it may belong to the next origin already. */
    void reach(long position) {
        Origin next = turns == null ? null : turns.reach(position);
        if (next == null) return;
        present = next;
        random = null;
        uuids = 0;
    }

    Origin present() {
        return present;
    }

    /** Makes the request of a command. @param abandon is told what was under way before a rewind and is not what the code gives now */
    Made make(int seq, Kind kind, String name, Making making, Consumer<Unwanted> abandon) {
        return turns == null
                ? new Made(present, making.of(present, seq), false)
                : turns.make(present, seq, kind, name, making, abandon);
    }

    /** What was under way before a rewind and was not given again. */
    List<Unwanted> abandoned() {
        return turns == null ? List.of() : turns.abandoned();
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
