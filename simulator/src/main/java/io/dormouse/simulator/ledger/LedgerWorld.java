package io.dormouse.simulator.ledger;

import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One world: everything that is in it, and its end. Nothing in it knows any thread but the one that runs it. */
final class LedgerWorld {
    private static final long SECONDS = 1_000_000;
    private static final long SUFFERS = 30 * SECONDS;
    /** In which the locks of those that are gone are ended and everything of theirs is seen, but for the waits of takers. */
    private static final long REST = 12 * SECONDS;

    private static final long LONGEST = 240 * SECONDS;

    private final Chance chance;
    private final Timeline timeline;
    private final Set<LedgerBug> bugs;
    private final History history;
    private final Conditions conditions;
    private final InstanceTable instances;
    private final OperationTable operations;
    private final Questions questions = new Questions();
    private final Systems systems;
    private final Site site;
    private final Blows blows;
    private final Load load;
    private final Checks checks;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    LedgerWorld(long seed, Set<LedgerBug> bugs, boolean kept) {
        this.chance = new Chance(seed);
        this.timeline = new Timeline(chance);
        this.bugs = bugs;
        this.history = new History(timeline, kept);
        this.conditions = Conditions.of(chance);
        this.instances = new InstanceTable(timeline, has(LedgerBug.NUMBER_USED_TWICE));
        this.operations = new OperationTable(timeline, instances, bugs, history);
        this.systems = new Systems(this);
        this.site = new Site(this);
        this.blows = new Blows(this, site);
        this.load = new Load(this);
        this.checks = new Checks(this);
    }

    /** Suffers for a while, then comes to rest; then what must hold is checked. */
    void run() {
        for (int i = 0; i < conditions.adapters(); i++) site.start();
        load.begin();
        blows.begin();
        timeline.runFor(SUFFERS);
        after(0, site::start);
        while (!isAtRest() && now() < LONGEST && violations.isEmpty()) timeline.runFor(SECONDS);
        timeline.runFor(conditions.requestTimeout().toNanos() / 1_000 * 4 + REST);
        if (violations.isEmpty()) checks.atTheEnd();
    }

    private boolean isAtRest() {
        return !load.withdraws() && load.callers().stream().allMatch(this::isAtRest);
    }

    private boolean isAtRest(Caller caller) {
        return caller.told().isPresent()
                || caller.gaveUp()
                || operations
                        .row(caller.key())
                        .filter(row -> row.state == io.dormouse.adapter.LedgerRow.State.UNKNOWN)
                        .isPresent();
    }

    void after(long micros, Runnable task) {
        timeline.after(micros, task);
    }

    long now() {
        return timeline.now();
    }

    /** Whether something of this probability befalls it now. */
    boolean suffers(double probability) {
        return now() < SUFFERS && chance.happens(probability);
    }

    boolean has(LedgerBug bug) {
        return bugs.contains(bug);
    }

    /** An id that no other effect has. */
    String nextId(String of) {
        return of + "-" + ids.merge(of, 1, Integer::sum);
    }

    void violated(String what) {
        history.note("VIOLATED", what);
        violations.add(what);
    }

    Chance chance() {
        return chance;
    }

    Timeline timeline() {
        return timeline;
    }

    History history() {
        return history;
    }

    Conditions conditions() {
        return conditions;
    }

    InstanceTable instances() {
        return instances;
    }

    OperationTable operations() {
        return operations;
    }

    Questions questions() {
        return questions;
    }

    Systems systems() {
        return systems;
    }

    Site site() {
        return site;
    }

    Blows blows() {
        return blows;
    }

    Load load() {
        return load;
    }

    Checks checks() {
        return checks;
    }

    List<String> violations() {
        return violations;
    }
}
