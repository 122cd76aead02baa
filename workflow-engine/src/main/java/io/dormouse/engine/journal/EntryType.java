package io.dormouse.engine.journal;

/** The types of entries, with their numbers in the table, which are never reused. */
enum EntryType {
    STARTED(1, "Started"),
    CALLED(2, "Called"),
    COMPLETED(3, "Completed"),
    FINISHED(4, "Finished"),
    SIGNALLED(5, "Signalled"),
    CANCELLED(6, "Cancelled"),
    CHANGED(7, "Changed"),
    PAUSED(8, "Paused"),
    RESUMED(9, "Resumed"),
    RETRIED(10, "Retried"),
    REWOUND(11, "Rewound"),
    FORKED(12, "Forked"),
    CONTINUED_AS_NEW(13, "ContinuedAsNew"),
    PROGRESSED(14, "Progressed"),
    WITHDRAWN(15, "Withdrawn");

    private static final EntryType[] BY_NUMBER = new EntryType[values().length + 1];

    static {
        for (EntryType type : values()) BY_NUMBER[type.number] = type;
    }

    private final short number;
    private final String title;

    EntryType(int number, String title) {
        this.number = (short) number;
        this.title = title;
    }

    short number() {
        return number;
    }

    String title() {
        return title;
    }

    static EntryType of(short number) {
        if (number < 1 || number >= BY_NUMBER.length) throw UnreadableEntryException.unknown("type of entry", number);
        return BY_NUMBER[number];
    }

    static String nameOf(short number) {
        return number < 1 || number >= BY_NUMBER.length ? "type " + number : BY_NUMBER[number].title;
    }
}
