package io.dormouse.simulator;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.check.Checks;
import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.check.Promises;
import io.dormouse.simulator.check.Stillness;
import io.dormouse.simulator.check.Story;
import io.dormouse.simulator.check.Witness;
import io.dormouse.simulator.cluster.Cluster;
import io.dormouse.simulator.cluster.Surroundings;
import io.dormouse.simulator.database.Server;
import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.outside.People;
import io.dormouse.simulator.program.ProgramWriter;
import io.dormouse.simulator.program.RandomWorkflow;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One world from its beginning to its rest: a time of trouble, then a time when everything works, then the checks. */
public final class Simulation {
    private static final long SECOND = 1_000_000;
    private static final long LONGEST_TROUBLE = 8 * SECOND;

    /** Longer than any sweep and any patience; all looks together are longer than any pause before something is tried again. */
    private static final int SECONDS_OF_REST = 20;

    private static final int MOST_RESTS = 40;

    /** Looks before what takes its time happens, so that nothing else may hide behind it. */
    private static final int RESTS_OF_THE_PATIENT = Stillness.LOOKS;

    private final long seed;
    private final Chance chance;
    private final Timeline timeline;
    private final Faults faults;
    private final Server server;
    private final Witness witness = new Witness();
    private final Coverage coverage = new Coverage(witness);
    private final Promises promises = new Promises();
    private final EffectLedger ledger;
    private final Cluster cluster;
    private final People people;
    private final List<String> ids = new ArrayList<>();
    private int signals;

    private Simulation(long seed, Set<Bug> bugs) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.timeline = new Timeline(chance);
        this.faults = new Faults(chance);
        this.server = new Server(timeline, chance);
        this.ledger = new EffectLedger(timeline, chance, faults, this::decide);
        Definition definition = Definition.of(RandomWorkflow.class, () -> new RandomWorkflow(new Outside()));
        Surroundings world = new Surroundings(
                timeline,
                chance,
                faults,
                server,
                ledger,
                (name, version) -> Optional.of(definition),
                promises,
                witness,
                coverage,
                bugs);
        this.cluster = new Cluster(world);
        this.people = new People(world, cluster, promises);
    }

    /** Runs the world of a seed. */
    public static Verdict run(long seed, Set<Bug> bugs) {
        return new Simulation(seed, bugs).run();
    }

    private Verdict run() {
        Optional<String> problem;
        try {
            trouble();
            problem = server.tables().broken().or(this::rest);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            problem = Optional.of("a task of a loop failed: " + e + at(e));
        }
        return new Verdict(seed, problem, coverage, Map.of(), digest());
    }

    /** Tells one history from another. */
    private long digest() {
        return 31 * (31 * timeline.events() + timeline.now()) + chance.seed();
    }

    /** The story of a world to its end, or to where it failed: programs, journals, what services know. */
    public static String tell(long seed, Set<Bug> bugs) {
        Simulation world = new Simulation(seed, bugs);
        Optional<String> problem = world.run().problem();
        return Story.of(world.server.tables(), world.ledger) + problem.orElse("everything holds");
    }

    private static String at(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    private final class Outside implements RandomWorkflow.Outside {
        @Override
        public RandomWorkflow.Observer begins(String name) {
            return witness.begins(name);
        }

        @Override
        public String fresh() {
            return "fresh " + Long.toHexString(chance.seed());
        }
    }

    private void decide(String event, String key) {
        people.decide(event, key);
    }

    private void trouble() {
        long duration = SECOND / 2 + chance.upTo(LONGEST_TROUBLE);
        for (int i = chance.between(1, 4); i > 0; i--) start("w" + i, duration);
        for (int i = chance.between(0, 3); i > 0; i--) sometime(duration, cluster::trouble);
        for (String event : ProgramWriter.EVENTS) {
            if (chance.happens(0.5)) sometime(duration, () -> people.trigger(event, value()));
            if (chance.happens(0.1)) sometime(duration, () -> people.trigger(event, value()));
        }
        timeline.runFor(duration);
        faults.stop();
    }

    private String value() {
        return "\"" + Long.toHexString(chance.seed()) + "\"";
    }

    private void sometime(long within, Runnable task) {
        timeline.after((long) (within * chance.generator().nextDouble()), task);
    }

    private void start(String id, long within) {
        ids.add(id);
        long program = chance.seed();
        Optional<Entry.Signalled> signal = chance.happens(0.2) ? Optional.of(signalOf(id)) : Optional.empty();
        NewWorkflow start = new NewWorkflow(
                id,
                Cluster.partitionOf(id),
                RandomWorkflow.NAME,
                1,
                true,
                new RandomWorkflow.Input(id, program, 0).json(),
                "people",
                program,
                Optional.empty(),
                Map.of(),
                signal);
        timeline.after(chance.upTo(within), () -> people.start(start));
        for (int i = chance.between(0, 2); i > 0; i--) {
            sometime(within, () -> signal(id, chance.oneOf(ProgramWriter.SIGNALS)));
        }
        if (chance.happens(0.1)) sometime(within, () -> people.cancel(id));
        if (chance.happens(0.08)) sometime(within, () -> people.terminate(id));
        if (chance.happens(0.12)) sometime(within, () -> people.pause(id));
        if (chance.happens(0.15)) sometime(within, () -> people.retry(id));
        if (chance.happens(0.12)) sometime(within, () -> people.complete(id, chance.between(0, 5)));
        if (chance.happens(0.12)) sometime(within, () -> people.rewind(id, id, chance.between(0, 8)));
        if (chance.happens(0.12)) sometime(within, () -> people.fork(id, id, chance.between(0, 8), id + "-fork"));
    }

    private Entry.Signalled signalOf(String id) {
        String number = "s" + signals++;
        return new Entry.Signalled(chance.oneOf(ProgramWriter.SIGNALS), "\"%s of %s\"".formatted(number, id), number);
    }

    private void signal(String id, String signal) {
        String number = "s" + signals++;
        people.signal(id, signal, "\"%s of %s\"".formatted(number, id), number);
    }

    /** People give everything that anybody waits for, until all have ended; each time they look first whether it is real. */
    private Optional<String> rest() {
        long epochs = 0;
        Stillness stillness = new Stillness(server, ledger, witness);
        for (int i = 0; i < MOST_RESTS; i++) {
            for (int second = 0; second < SECONDS_OF_REST; second++) {
                timeline.runFor(SECOND);
                if (server.tables().broken().isPresent()) return server.tables().broken();
                if (isOver()) return new Checks(server.tables(), ledger, promises, witness).firstProblem();
            }
            Stillness.Look look = stillness.look();
            if (look.problem().isPresent()) return look.problem();
            if (i > 0 && cluster.epochs() != epochs)
                return Optional.of("partitions change hands though nothing is wrong");
            epochs = cluster.epochs();
            if (i >= RESTS_OF_THE_PATIENT) ledger.release();
            server.tables().workflows().values().stream()
                    .filter(row -> row.status() == Status.PAUSED)
                    .forEach(row -> people.resume(row.id()));
            look.wishes().forEach(wish -> signal(wish.workflow(), wish.signal()));
            ProgramWriter.EVENTS.stream()
                    .filter(event -> !promises.triggered().containsKey(event))
                    .forEach(event -> people.trigger(event, value()));
        }
        return Optional.of("it does not come to rest: %s, cancellations %s, locks %s"
                .formatted(
                        server.tables().workflows().values().stream()
                                .map(row -> row.id() + " " + row.status())
                                .toList(),
                        server.tables().cancellations().values(),
                        server.isIdle() ? "free" : "held"));
    }

    private boolean isOver() {
        boolean allStarted = ids.stream().allMatch(server.tables().workflows()::containsKey);
        return allStarted
                && server.isIdle()
                && server.tables().cancellations().isEmpty()
                && server.tables().workflows().values().stream()
                        .allMatch(row -> row.status().isEnd() || row.status() == Status.STUCK);
    }
}
