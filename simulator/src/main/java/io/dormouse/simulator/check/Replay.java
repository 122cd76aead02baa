package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.simulator.outside.SimServices;
import io.dormouse.simulator.program.RandomWorkflow;
import io.dormouse.simulator.world.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Runs a workflow's code against its journal, without an owner, to see how it comes out. */
final class Replay {
    private final Witness witness;

    Replay(Witness witness) {
        this.witness = witness;
    }

    /** The entries of a journal. */
    static List<Recorded> decode(Collection<StoredEntry> stored) {
        List<Recorded> entries = new ArrayList<>(stored.size());
        for (StoredEntry entry : stored)
            entries.add(new Recorded(entry.position(), entry.at(), EntryCodec.decode(entry.row())));
        return entries;
    }

    /** What the code says when the journal is read to its end; empty if it says nothing, which must not be. */
    Optional<Report> of(String id, List<Recorded> journal) {
        List<Recorded> lived = closes(journal.getLast().entry()) ? journal.subList(0, journal.size() - 1) : journal;
        ArrayDeque<Runnable> mounts = new ArrayDeque<>();
        List<Report> reports = new ArrayList<>(1);
        Definition definition = Definition.of(RandomWorkflow.class, () -> new RandomWorkflow(new Reader()));
        new Execution(
                        id,
                        definition,
                        lived,
                        new SimServices(),
                        (from, report) -> reports.add(report),
                        Threads.mountedBy(mounts::add))
                .start();
        for (Runnable mount = mounts.poll(); mount != null; mount = mounts.poll()) mount.run();
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.getLast());
    }

    /** Whether an entry ends a run, when it is the last one. */
    static boolean closes(Entry entry) {
        return entry instanceof Entry.Finished
                || entry instanceof Entry.ContinuedAsNew
                || entry instanceof Entry.Rewound;
    }

    private final class Reader implements RandomWorkflow.Outside {
        @Override
        public RandomWorkflow.Observer begins(String name) {
            return witness.reads(name);
        }

        @Override
        public String fresh() {
            return "a replay runs no steps";
        }
    }
}
