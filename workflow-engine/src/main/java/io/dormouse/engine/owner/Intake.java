package io.dormouse.engine.owner;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lets workflows come into memory no faster than those before them come to rest. A million events at once would bring a million
 * workflows otherwise, while the store takes what they write one flush after another. One that has to wait is an id and no more.
 */
final class Intake {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** One that is busy for fifty looks, a second, is not held up by the crowd that came with it, and makes room. */
    private static final int MOST_LOOKS = 50;

    /** So many wait outside before those go away that somebody will ring for again. */
    private static final int LONGEST_QUEUE = 100_000;

    private final int room;
    private final Loop loop;
    private final Predicate<String> isAtRest;
    private final Consumer<String> enter;
    private final Map<String, Integer> inside = new LinkedHashMap<>();
    private final Set<String> outside = new LinkedHashSet<>();
    private int looks;
    private boolean looking;

    /**
     * @param room how many come at a time
     * @param isAtRest whether one that was let in has left memory, sleeps, or waits for what others do
     * @param enter lets one in
     */
    Intake(int room, Loop loop, Predicate<String> isAtRest, Consumer<String> enter) {
        this.room = room;
        this.loop = loop;
        this.isAtRest = isAtRest;
        this.enter = enter;
    }

    /** Whether so many wait that another one may as well be left to the next sweep. */
    boolean isOverrun() {
        return outside.size() >= LONGEST_QUEUE;
    }

    /** Lets it in, now or when it is its turn. */
    void ask(String id) {
        outside.add(id);
        letIn();
    }

    /** One has left memory, or sleeps. */
    void hasComeToRest(String id) {
        if (inside.remove(id) != null) letIn();
    }

    private void letIn() {
        var first = outside.iterator();
        while (inside.size() < room && first.hasNext()) {
            String id = first.next();
            first.remove();
            inside.put(id, looks);
            enter.accept(id);
        }
        if (looking || outside.isEmpty()) return;
        looking = true;
        loop.schedule(PAUSE, this::look);
    }

    /** Not all that come to rest say so. */
    private void look() {
        looking = false;
        looks++;
        inside.entrySet().removeIf(one -> looks - one.getValue() > MOST_LOOKS || isAtRest.test(one.getKey()));
        letIn();
    }
}
