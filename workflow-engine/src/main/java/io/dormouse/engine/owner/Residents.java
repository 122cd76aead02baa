package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Status;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workflows that are in memory: how they come there, and how they leave. At most one copy of each. */
final class Residents {
    /** What happens to residents. */
    interface Listener {
        /** Takes what its code reports. @param joins whether an earlier copy may have begun what it gives first */
        HeadStart reportsOf(OwnedWorkflow workflow, boolean joins);

        void stuck(OwnedWorkflow workflow, Outcome.Failure why);

        /** It was read, and whoever waits to write to it may. */
        void arrived(OwnedWorkflow workflow);

        /** It was read, and stays away: it stands still, or has ended. */
        void notBrought(String id);

        /** It was read, and has ended; whoever waits for that may not have been told. */
        void foundEnded(String id);

        /** It may not be read: too many processes have ended over it. */
        void condemned(String id);

        /** It was read, and belongs to another node. */
        void notHere(String id);

        /** It leaves memory asleep; its rows will wake it. */
        void leftAsleep(OwnedWorkflow workflow, PendingCommand pending);

        /** It is gone, and nobody waits for the command in memory any more. */
        void left(OwnedWorkflow workflow, PendingCommand pending);

        /** It is gone. */
        void left(OwnedWorkflow workflow);
    }

    private final Ports ports;
    private final MemoryLimits limits;
    private final Listener listener;
    private final Loader loader;
    private long losses;
    private final Set<Integer> owned = new HashSet<>();

    /** Whoever is in memory is in one of these two; hundreds of thousands may be asleep. */
    private final Map<String, OwnedWorkflow> awake = new HashMap<>();

    private final LinkedHashMap<String, OwnedWorkflow> asleep = new LinkedHashMap<>();

    /** A stuck one stays as it is, whatever rings, until it is loaded on purpose: the code here may be another one then. */
    private final Set<String> tryIfStuck = new HashSet<>();

    Residents(Ports ports, MemoryLimits limits, Listener listener) {
        this.ports = ports;
        this.limits = limits;
        this.listener = listener;
        Probation probation = new Probation(ports.admission(), ports.loop(), this::isHarmless);
        this.loader =
                new Loader(ports.store(), ports.loop(), probation, limits, this::stayOf, this::loaded, this::condemned);
    }

    boolean owns(int partition) {
        return owned.contains(partition);
    }

    void take(Set<Integer> partitions) {
        owned.addAll(partitions);
    }

    /** What is in memory of these partitions is dropped. */
    List<OwnedWorkflow> lose(Set<Integer> partitions) {
        // What is being read is as fresh as before: orders that are refused ask for this at any rate
        if (partitions.isEmpty()) return List.of();
        losses++;
        owned.removeAll(partitions);
        loader.forgetWhatIsUnderWay();
        List<OwnedWorkflow> lost = Stream.concat(awake.values().stream(), asleep.values().stream())
                .filter(workflow -> partitions.contains(workflow.partition))
                .toList();
        lost.forEach(this::drop);
        return lost;
    }

    /** Changes whenever partitions were lost. */
    long losses() {
        return losses;
    }

    @Nullable
    OwnedWorkflow find(String id) {
        OwnedWorkflow workflow = awake.get(id);
        return workflow == null ? asleep.get(id) : workflow;
    }

    @Nullable
    OwnedWorkflow find(String id, int run) {
        OwnedWorkflow workflow = find(id);
        return workflow == null || workflow.run != run ? null : workflow;
    }

    private boolean isHere(String id) {
        return awake.containsKey(id) || asleep.containsKey(id);
    }

    /** All whose code may run now: what is asleep has seen all that was delivered to it. */
    Collection<OwnedWorkflow> awake() {
        return awake.values();
    }

    boolean isLoading(String id) {
        return loader.isLoading(id);
    }

    void add(OwnedWorkflow workflow) {
        awake.put(workflow.id, workflow);
    }

    /** Takes an outline into memory, so that it can be written to, unless the workflow is there or belongs to another node. */
    @Nullable
    OwnedWorkflow adopt(Outline outline) {
        OwnedWorkflow there = find(outline.head().id());
        if (there != null) return there;
        if (!owned.contains(outline.head().partition())) return null;
        OwnedWorkflow copy = new OwnedWorkflow(outline);
        add(copy);
        return copy;
    }

    /** Brings it into memory, unless it is there. */
    void wake(String id) {
        if (!isHere(id)) loader.load(id);
    }

    /** Somebody who will ring again rings for one that may be asleep in the store. */
    void ring(String id) {
        if (!isHere(id)) loader.ring(id);
    }

    RoomForRings roomForRings() {
        return loader.roomForRings();
    }

    /** Brings it into memory, and lets it try again if it is stuck. */
    void loadOnPurpose(String id) {
        if (isHere(id)) return;
        tryIfStuck.add(id);
        wake(id);
    }

    /** Reads it again. */
    void reload(String id) {
        loader.load(id);
    }

    /** Reads it only to write into its row that it is stuck. */
    void loadAsStuck(String id, String reason) {
        loader.loadAsStuck(id, reason);
    }

    private void condemned(String id) {
        tryIfStuck.remove(id);
        listener.condemned(id);
    }

    /** Whether it is not here, or has come to wait for somebody else. */
    private boolean isHarmless(String id) {
        if (loader.isLoading(id)) return false;
        OwnedWorkflow workflow = find(id);
        if (workflow == null || workflow.code.isHeld() || workflow.hasEnded()) return true;
        return workflow.code.isParked() && !workflow.pending.isAnyLocal();
    }

    private Intake.Stay stayOf(String id) {
        OwnedWorkflow workflow = awake.get(id);
        if (workflow == null || workflow.code.isHeld()) return Intake.Stay.RESTS;
        if (workflow.outgoing.isBeingWritten()) return Intake.Stay.IN_THE_STORE;
        if (!workflow.code.isParked()) return Intake.Stay.RUNS;
        if (workflow.pending.isAnyLocal()) return Intake.Stay.IN_A_STEP;
        return workflow.pending.isAnyUnderWay() ? Intake.Stay.RESTS : Intake.Stay.RUNS;
    }

    private void loaded(Loader.Loaded found) {
        OwnedWorkflow workflow = found.workflow();
        if (isHere(workflow.id)) return;
        if (!owned.contains(workflow.partition)) {
            listener.notHere(workflow.id);
            return;
        }
        boolean onPurpose = tryIfStuck.remove(workflow.id);
        boolean mayRun = workflow.status() != Status.STUCK || onPurpose;
        if (!mayRun || workflow.status().isEnd() || workflow.status() == Status.PAUSED) {
            listener.notBrought(workflow.id);
            if (workflow.status().isEnd()) listener.foundEnded(workflow.id);
            return;
        }
        add(workflow);
        found.unreadable()
                .ifPresentOrElse(
                        why -> listener.stuck(workflow, new Outcome.Failure("ENTRY_UNREADABLE", 0, why, false)),
                        () -> run(workflow, found.journal(), true));
        listener.arrived(workflow);
    }

    /** Lets the code of a workflow, which nobody can have run before, run from the start of its journal. */
    void run(OwnedWorkflow workflow, List<Recorded> journal) {
        run(workflow, journal, false);
    }

    private void run(OwnedWorkflow workflow, List<Recorded> journal, boolean joins) {
        String name = workflow.started.name();
        int version = workflow.started.version();
        Optional<Definition> definition = ports.definitions().find(name, version);
        if (definition.isEmpty()) {
            listener.stuck(
                    workflow,
                    new Outcome.Failure(
                            "CODE_MISSING",
                            0,
                            "there is no workflow %s version %d on this node; put its jar into the folder of --workflows and restart"
                                    .formatted(name, version),
                            false));
            return;
        }
        HeadStart reports = listener.reportsOf(workflow, joins);
        Execution execution = new Execution(
                workflow.id, definition.get(), journal, ports.services(), reports, ports.workflowThreads());
        workflow.code.begin(execution, reports);
    }

    /** It sleeps; the one that has slept longest makes room. Dropping it unwinds nothing: its thread is garbage where it waits. */
    void keepWarm(OwnedWorkflow workflow) {
        if (awake.remove(workflow.id, workflow)) asleep.put(workflow.id, workflow);
        loader.hasComeToRest(workflow.id);
        while (asleep.size() > limits.asleep()) {
            OwnedWorkflow oldest = asleep.firstEntry().getValue();
            asleep.pollFirstEntry();
            if (!oldest.outgoing.isBeingWritten()) leaveToItsRows(oldest);
        }
    }

    /** Something happens to it, so it does not count among the sleepers. */
    void isAwake(OwnedWorkflow workflow) {
        if (asleep.remove(workflow.id, workflow)) awake.put(workflow.id, workflow);
    }

    /** One without code goes when nothing is to be written and nothing is under way with it; one that may run is read with its code. */
    void leaveIfIdle(OwnedWorkflow workflow) {
        boolean waitsForResults = workflow.status() == Status.PAUSED && workflow.pending.isAnyUnderWay();
        if (!workflow.code.isHeld() || workflow.outgoing.isBeingWritten() || workflow.isBeingRead() || waitsForResults)
            return;
        if (workflow.status() == Status.WAITING) leaveToItsRows(workflow);
        else drop(workflow);
        if (workflow.status() == Status.RUNNING) loadOnPurpose(workflow.id);
    }

    private void leaveToItsRows(OwnedWorkflow workflow) {
        drop(workflow, listener::leftAsleep);
        ports.store().leftMemory(workflow.id, workflow.partition, workflow.pending.eventKeysByNumber());
    }

    void drop(OwnedWorkflow workflow) {
        drop(workflow, listener::left);
    }

    private void drop(OwnedWorkflow workflow, BiConsumer<OwnedWorkflow, PendingCommand> leave) {
        if (workflow.isDropped()) return;
        workflow.drop();
        awake.remove(workflow.id, workflow);
        asleep.remove(workflow.id, workflow);
        loader.hasLeft(workflow.id);
        listener.left(workflow);
        workflow.pending.forEach(pending -> leave.accept(workflow, pending));
    }
}
