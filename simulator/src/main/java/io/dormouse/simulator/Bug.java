package io.dormouse.simulator;

import java.util.Optional;
import java.util.Set;

/** A rule that a world does without, to prove that the checks see what comes of it. */
public enum Bug {
    FENCE_WITHOUT_LOCK(116, "STORE §2.1", "the fence reads the view without locking the row"),
    FENCE_VIEW_NOT_COMPARED(54, "STORE §2.1", "the fence locks the row and does not look at the view"),
    OWNERSHIP_LOCKED_AND_READ_AT_ONCE(
            1_562, "STORE §2.2", "what is ours is read by the statement that waits for the lock"),
    WAKES_WITHOUT_RUNNING(152, "STORE §2.3", "an append to a WAITING workflow leaves it WAITING"),
    ROW_UPDATE_OF_YESTERDAY(1, "STORE §2.4", "a row is updated with what was asked for one flush ago"),
    RUN_ENDS_WITHOUT_ENTRY(1, "STORE §2.5", "a run ends without an entry at its own next position"),
    QUEUE_KEPT_AFTER_FAILURE(3, "STORE §2.6", "what stands behind a flush of unknown outcome is sent all the same"),
    SETTLED_BY_A_LOOK(63, "STORE §2.7", "after a lost answer the view is looked at, not raised"),
    SETTLED_WITHOUT_CONDITION(134, "STORE §2.7", "after a lost answer the view is raised whatever it is"),
    POISON_SPREADS(1_319, "STORE §2.8", "a row that the database refuses takes its neighbours with it"),
    COMMIT_TAKEN_AT_ITS_WORD(3, "STORE §2.9", "a flush counts as committed whatever is answered to it"),
    NO_SECOND_LOOK(2_278, "STORE §3.3", "an event is not looked for again once the waiter row is committed"),
    WAITING_WITH_ITS_ROWS(1_898, "STORE §3.4", "WAITING is written in the flush of the waiter row"),
    SWEEP_WITHOUT_ROWS(78, "STORE §3", "the sweep leaves out open events that a row waits for"),
    SWEEP_WITHOUT_MEMORY(2_066, "STORE §3", "the sweep leaves out what only waits in memory"),
    SIGNAL_IDS_FORGOTTEN(20, "STORE §4", "a signal's id is not remembered"),
    ORDER_KEYS_FORGOTTEN(503, "STORE §4", "the key of an order is not remembered"),
    CANCELLATION_IN_MEMORY_ONLY(92, "STORE §4", "a withdrawn call has no row"),
    WAITER_ROWS_OUTLIVE_THEIR_RUN(24, "STORE §4", "the rows of a run stay when it ends"),
    TAKE_KEEPS_THE_VIEW(83, "STORE §5", "a taker does not raise the loser's view"),
    LOAD_BEFORE_TAKE(11, "STORE §5", "what has to run is read before the partitions are taken"),
    SILENCE_NOT_WAITED_FOR(1, "STORE §5", "a partition is taken though its owner's heart beats"),
    HAND_OVER_KEEPS_THE_VIEW(60, "STORE §5", "a giver does not raise its own view"),
    NAME_OF_ANOTHER_LIFE(7, "STORE §2.1", "a node that starts again takes the name that it had"),
    KEY_REUSED_AFTER_REWIND(67, "STORE §4", "what is done again after a rewind has the key that it had"),
    CHILD_TELLS_NOBODY(3, "STORE §4", "the end of a child triggers no event"),
    DELIVERED_BEFORE_COMMIT(3, "DESIGN §2.3", "an entry is handed over before it is committed"),
    RESULT_GOES_TO_THE_COPY(
            17, "DESIGN §3", "a result is given to the copy in memory that asked, not to the owner's table"),
    BUFFERED_SIGNAL_DROPPED(1, "DESIGN §3", "a signal that nobody asks for yet is dropped when its workflow is read");

    private final long seed;
    private final String rule;
    private final String sentence;

    Bug(long seed, String rule, String sentence) {
        this.seed = seed;
        this.rule = rule;
        this.sentence = sentence;
    }

    /** The first seed whose world shows what comes of it. */
    public long seed() {
        return seed;
    }

    /** The rule that it breaks. */
    public String rule() {
        return rule;
    }

    /** What is done instead. */
    public String sentence() {
        return sentence;
    }

    /** The bug of a name as people type it. */
    public static Optional<Bug> named(String name) {
        for (Bug bug : values()) {
            if (bug.name().equalsIgnoreCase(name.replace('-', '_'))) return Optional.of(bug);
        }
        return Optional.empty();
    }

    /** Whether a world has it. */
    public boolean isIn(Set<Bug> bugs) {
        return bugs.contains(this);
    }
}
