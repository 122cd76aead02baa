package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads workflows into memory, many with one query. */
final class Loader {
    private static final System.Logger log = System.getLogger(Loader.class.getName());
    private static final int LARGEST_LOAD = 500;

    /** A workflow that was read. @param unreadable why its journal cannot be replayed by this code */
    record Loaded(OwnedWorkflow workflow, List<Recorded> journal, Optional<String> unreadable) {}

    /** What a query gave, and in which generation it was asked. */
    private record Answer(int generation, List<Stored> found) {}

    private final BatchedLookup<String, Answer> lookup;
    private final Probation probation;
    private final Intake intake;
    private final Function<String, Intake.Stay> stay;
    private final Consumer<Loaded> loaded;
    private final Consumer<String> condemned;
    private final Set<String> loading = new HashSet<>();
    private final Set<String> outdated = new HashSet<>();
    private final Map<String, String> stuck = new HashMap<>();
    private int generation;

    /**
     * @param stay what a workflow that was read is about
     * @param condemned told of one that may not be read, since too many processes have ended over it
     */
    Loader(
            WorkflowStore store,
            Loop loop,
            Probation probation,
            MemoryLimits limits,
            Function<String, Intake.Stay> stay,
            Consumer<Loaded> loaded,
            Consumer<String> condemned) {
        this.probation = probation;
        this.loaded = loaded;
        this.condemned = condemned;
        this.lookup = new BatchedLookup<>(LARGEST_LOAD, loop, ids -> ask(store, ids), this::read);
        this.stay = id -> loading.contains(id) ? Intake.Stay.IN_THE_STORE : stay.apply(id);
        this.intake = new Intake(limits, loop, this.stay, lookup::ask);
    }

    private Future<Answer> ask(WorkflowStore store, Collection<String> ids) {
        int asked = generation;
        return store.load(ids).map(found -> new Answer(asked, found));
    }

    /** Something was lost: what is answered from now on may tell of a time before another node had it, and is asked again. */
    void forgetWhatIsUnderWay() {
        generation++;
    }

    void load(String id) {
        if (loading.add(id)) probation.whenAdmitted(id, intake::want, lookup::ask, this::refuse);
        else if (intake.isRung(id)) intake.want(id);
    }

    /** Reads it after those that somebody waits for; not at all if very many wait already, since whoever rings rings again. */
    void ring(String id) {
        if (loading.add(id)) probation.whenAdmitted(id, this::letInIfNotOverrun, lookup::ask, this::refuse);
    }

    private void letInIfNotOverrun(String id) {
        if (!intake.ring(id)) loading.remove(id);
    }

    RoomForRings roomForRings() {
        return intake.room();
    }

    /** It sleeps: the next one may come. */
    void hasComeToRest(String id) {
        if (!loading.contains(id)) intake.hasComeToRest(id);
    }

    private void refuse(String id) {
        loading.remove(id);
        outdated.remove(id);
        stuck.remove(id);
        condemned.accept(id);
    }

    /** It has left memory: an answer that is under way may tell of a time before that, and is asked again. */
    void hasLeft(String id) {
        if (loading.contains(id)) outdated.add(id);
        else intake.hasComeToRest(id);
    }

    /** Reads it only to write into its row that it is stuck. */
    void loadAsStuck(String id, String reason) {
        stuck.put(id, reason);
        load(id);
    }

    boolean isLoading(String id) {
        return loading.contains(id);
    }

    private void read(BatchedLookup.Batch<String, Answer> batch) {
        if (batch.result().generation() != generation) {
            batch.keys().forEach(lookup::ask);
            return;
        }
        List<Stored> found = batch.result().found();
        Set<String> current = new HashSet<>(batch.keys());
        Set<String> again = leftOut(batch.keys(), found);
        for (String id : batch.keys()) {
            if (outdated.remove(id)) again.add(id);
        }
        current.removeAll(again);
        again.forEach(lookup::ask);
        loading.removeAll(current);
        found.stream().filter(stored -> current.contains(stored.head().id())).forEach(this::bring);
        stuck.keySet().removeAll(current);
        current.stream().filter(id -> stay.apply(id) == Intake.Stay.RESTS).forEach(intake::hasComeToRest);
    }

    /** An answer that has something may have left out what would have made it too heavy; one that has nothing has left out nothing. */
    private static Set<String> leftOut(Set<String> asked, List<Stored> found) {
        if (found.isEmpty()) return new LinkedHashSet<>();
        Set<String> left = new LinkedHashSet<>(asked);
        found.forEach(stored -> left.remove(stored.head().id()));
        return left;
    }

    /** One that cannot be brought must not keep the others of its batch away. */
    private void bring(Stored stored) {
        try {
            loaded.accept(decode(stored));
        } catch (RuntimeException e) {
            log.log(
                    Level.ERROR,
                    "workflow %s cannot be brought into memory"
                            .formatted(stored.head().id()),
                    e);
        }
    }

    private Loaded decode(Stored stored) {
        List<Recorded> journal = new ArrayList<>(stored.journal().size());
        Optional<String> unreadable = Optional.ofNullable(
                        stuck.get(stored.head().id()))
                .or(() -> stored.journal().isEmpty()
                        ? Optional.of("the journal has no entries; restore them from a backup")
                        : Optional.empty());
        try {
            decode(stored.journal(), journal);
            if (!journal.isEmpty() && journal.getLast().position() != journal.size() - 1) {
                unreadable = Optional.of("the journal has a gap; restore it from a backup");
            }
            if (!journal.isEmpty() && !(journal.getFirst().entry() instanceof Entry.Started)) {
                unreadable = Optional.of("the journal does not begin with Started; restore it from a backup");
                journal.clear();
            }
        } catch (UnreadableEntryException e) {
            unreadable = Optional.of(String.valueOf(e.getMessage()));
        }
        try {
            return new Loaded(new OwnedWorkflow(stored, journal), journal, unreadable);
        } catch (UnreadableEntryException e) {
            return new Loaded(
                    new OwnedWorkflow(stored, List.of()), List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** The entries of rows; fails with {@link UnreadableEntryException} at the first that this code cannot read. */
    static List<Recorded> decode(List<Stored.StoredEntry> rows) {
        List<Recorded> journal = new ArrayList<>(rows.size());
        decode(rows, journal);
        return journal;
    }

    private static void decode(List<Stored.StoredEntry> rows, List<Recorded> into) {
        for (Stored.StoredEntry entry : rows) {
            into.add(new Recorded(entry.position(), entry.at(), EntryCodec.decode(entry.row())));
        }
    }
}
