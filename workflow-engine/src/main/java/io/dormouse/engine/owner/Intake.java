package io.dormouse.engine.owner;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets workflows come into memory no faster than those before them come to rest. A million events at once would bring a million
 * workflows otherwise, while the store takes what they write one flush after another. One that has to wait is an id and no more.
 */
final class Intake {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** One that runs at fifty looks, a second, may wait for somebody outside, for all that is known, and makes room. */
    private static final int MOST_LOOKS = 50;

    /** What one that was let in is about. */
    enum Stay {
        /** It is not here, or sleeps, or waits for what a service does. */
        RESTS,
        /** The store has to do something with it; it waits for nobody else. */
        IN_THE_STORE,
        /** Its code waits for a step of its own. */
        IN_A_STEP,
        /** Its code runs. */
        RUNS
    }

    private final MemoryLimits limits;
    private final Loop loop;
    private final Function<String, Stay> stay;
    private final Consumer<String> enter;

    private final Map<String, Guest> inside = new LinkedHashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> rung = new LinkedHashSet<>();
    private boolean looking;
    private boolean missed;

    /** One inside. */
    private static final class Guest {
        /** It has to run, as before its node went: its steps are no crowd that its coming has made. */
        private final boolean isWanted;

        private int looksAtWork;

        Guest(boolean isWanted) {
            this.isWanted = isWanted;
        }

        boolean makesRoom(Stay stay) {
            return switch (stay) {
                case RESTS -> true;
                case IN_THE_STORE -> false;
                case IN_A_STEP -> isWanted || isLongAtWork();
                case RUNS -> isLongAtWork();
            };
        }

        private boolean isLongAtWork() {
            return ++looksAtWork >= MOST_LOOKS;
        }
    }

    /** @param enter lets one in */
    Intake(MemoryLimits limits, Loop loop, Function<String, Stay> stay, Consumer<String> enter) {
        this.limits = limits;
        this.loop = loop;
        this.stay = stay;
        this.enter = enter;
    }

    /** Lets it in, now or before all that were only rung for; also if it was one of these. */
    void want(String id) {
        rung.remove(id);
        wanted.add(id);
        letIn();
    }

    /** Lets it in, now or when it is its turn; says whether it does, since where very many wait it does not. */
    boolean ring(String id) {
        boolean isOverrun = inside.size() >= limits.coming() && rung.size() >= limits.rung();
        if (isOverrun) {
            missed = true;
            lookLater();
            return false;
        }
        rung.add(id);
        letIn();
        return true;
    }

    /** How many more it may be rung for; and it is told now if some were turned away. */
    RoomForRings room() {
        boolean told = missed;
        missed = false;
        return new RoomForRings(limits.rung() - rung.size(), told);
    }

    /** Whether it waits outside because it was rung for. */
    boolean isRung(String id) {
        return rung.contains(id);
    }

    /** One has left memory, or sleeps. */
    void hasComeToRest(String id) {
        if (inside.remove(id) != null) letIn();
    }

    private void letIn() {
        letIn(wanted, true);
        letIn(rung, false);
        boolean someoneWaits = !wanted.isEmpty() || !rung.isEmpty();
        if (someoneWaits) lookLater();
    }

    private void letIn(Set<String> outside, boolean isWanted) {
        var first = outside.iterator();
        while (inside.size() < limits.coming() && first.hasNext()) {
            String id = first.next();
            first.remove();
            inside.put(id, new Guest(isWanted));
            enter.accept(id);
        }
    }

    /** Not all that come to rest say so. */
    private void lookLater() {
        if (looking) return;
        looking = true;
        loop.schedule(PAUSE, this::look);
    }

    private void look() {
        looking = false;
        inside.entrySet().removeIf(one -> one.getValue().makesRoom(stay.apply(one.getKey())));
        letIn();
    }
}
