package io.dormouse.engine.journal;

import io.dormouse.engine.journal.Entry.Called;
import io.dormouse.engine.journal.Entry.Carried;
import io.dormouse.engine.journal.Entry.Completed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What goes from one journal into another when a run is rewound, forked, or continued as new. */
public final class JournalCopy {
    private static final Set<Kind> SENT = EnumSet.of(Kind.CALL, Kind.ASK, Kind.CHILD, Kind.DETACH);

    private final List<Recorded> journal;
    private final long to;

    /**
     * @param journal all entries of the run, without those that close it for the sake of the copy
     * @param to the last entry that is kept
     */
    public JournalCopy(List<Recorded> journal, long to) {
        this.journal = journal;
        this.to = to;
    }

    /** About how many characters of payload the copy has; it goes into one flush. */
    public long weight() {
        return journal.stream()
                .filter(recorded -> recorded.position() <= to || recorded.entry() instanceof Entry.Signalled)
                .mapToLong(recorded -> recorded.entry().weight())
                .sum();
    }

    /** Whether a run can go on from an entry: one that is there and that ends nothing. */
    public boolean isPossible() {
        return to >= 0
                && to < journal.size()
                && journal.stream().noneMatch(recorded -> recorded.position() <= to && ends(recorded.entry()));
    }

    /**
     * Whether the run itself can be taken back to an entry. What a fork was copied from another workflow has the keys of that one:
     * whoever wants to go back further forks the other one again.
     */
    public boolean isOfThisWorkflow() {
        return journal.stream()
                .noneMatch(recorded -> recorded.position() > to && recorded.entry() instanceof Entry.Forked);
    }

    private static boolean ends(Entry entry) {
        return entry instanceof Entry.Finished || entry instanceof Entry.ContinuedAsNew;
    }

    /**
     * The entry that closes the old run, and with which the new one goes on behind what was kept.
     *
     * @param hasEnded whether the run had come to its end, which withdrew everything that was under way
     */
    public Entry.Rewound rewound(boolean hasEnded, Origin next, String by, String reason) {
        Map<Integer, Carried> underWay = hasEnded ? Map.of() : underWay();
        Set<Integer> renewed = withdrawn();
        if (hasEnded) renewed.addAll(open(journal).keySet());
        underWay.keySet().removeAll(renewed);
        return new Entry.Rewound(to, underWay, renewed, next, by, reason);
    }

    /** The journal of the new run: what is kept, the turn, and every signal that came later. */
    public List<Recorded> rewound(Entry.Rewound turn, Instant at) {
        List<Recorded> copy = new ArrayList<>(journal.subList(0, (int) to + 1));
        copy.add(new Recorded(copy.size(), at, turn));
        for (Recorded later : journal.subList((int) to + 1, journal.size())) {
            if (later.entry() instanceof Entry.Signalled)
                copy.add(new Recorded(copy.size(), later.at(), later.entry()));
        }
        return copy;
    }

    /** The journal of a fork: what is copied, with its times, and the turn. */
    public List<Recorded> forked(Entry.Forked turn, Instant at) {
        List<Recorded> copy = new ArrayList<>(journal.subList(0, (int) to + 1));
        copy.add(new Recorded(copy.size(), at, turn));
        return copy;
    }

    /** Commands that were given behind what is kept and have no outcome, with what their keys derive from. */
    private Map<Integer, Carried> underWay() {
        Map<Integer, Carried> open = new TreeMap<>();
        for (Recorded recorded : journal) {
            switch (recorded.entry()) {
                case Entry.Rewound before -> {
                    open.keySet().removeAll(before.renewed());
                    open.putAll(before.carried());
                }
                case Entry.Forked before -> open.clear();
                case Entry.Withdrawn e ->
                    open.computeIfPresent(e.seq(), (seq, known) -> hasKey(known, e) ? null : known);
                case Called e
                when recorded.position() > to ->
                    open.put(e.seq(), new Carried(e.kind(), e.name(), e.digest(), Origin.ofKey(e.key())));
                case Called e -> open.remove(e.seq());
                case Completed e -> open.remove(e.seq());
                default -> {}
            }
        }
        return open;
    }

    private static boolean hasKey(Carried known, Entry.Withdrawn withdrawn) {
        return known.origin().key(withdrawn.seq()).equals(withdrawn.key());
    }

    /** The numbers of the commands that were sent and then withdrawn, as what somebody completes by hand is. */
    private Set<Integer> withdrawn() {
        Set<Integer> withdrawn = new TreeSet<>();
        for (Recorded recorded : journal) {
            switch (recorded.entry()) {
                case Called e -> withdrawn.remove(e.seq());
                case Entry.Withdrawn e -> withdrawn.add(e.seq());
                case Completed e
                when recorded.position() > to && e.by().isPresent() && SENT.contains(e.kind()) ->
                    withdrawn.add(e.seq());
                default -> {}
            }
        }
        return withdrawn;
    }

    private static Map<Integer, Called> open(List<Recorded> entries) {
        Map<Integer, Called> open = new TreeMap<>();
        for (Recorded recorded : entries) {
            switch (recorded.entry()) {
                case Called e when e.kind() != Kind.RUN && e.kind() != Kind.COMPUTE -> open.put(e.seq(), e);
                case Completed e -> open.remove(e.seq());
                case Entry.Withdrawn e -> open.remove(e.seq());
                default -> {}
            }
        }
        return open;
    }

    /** What was sent and is open in what is copied: a fork gives it again under keys of its own. */
    public List<Called> openInCopy() {
        return List.copyOf(open(journal.subList(0, (int) to + 1)).values());
    }

    /** What was sent behind what is kept and had its outcome: it will happen again. */
    public List<Called> undone() {
        Map<Integer, Called> later = new TreeMap<>();
        Map<Integer, Called> undone = new TreeMap<>();
        for (Recorded recorded : journal.subList((int) to + 1, journal.size())) {
            switch (recorded.entry()) {
                case Called e -> later.put(e.seq(), e);
                case Completed e when later.containsKey(e.seq()) -> undone.put(e.seq(), later.get(e.seq()));
                case Completed e
                when e.kind() == Kind.RUN || e.kind() == Kind.COMPUTE ->
                    undone.put(e.seq(), new Called(e.seq(), e.kind(), e.name(), e.line(), "", ""));
                default -> {}
            }
        }
        return List.copyOf(undone.values());
    }
}
