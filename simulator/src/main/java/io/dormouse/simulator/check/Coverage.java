package io.dormouse.simulator.check;

import io.dormouse.simulator.program.Action;
import io.dormouse.simulator.program.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each verb met each fault. */
public final class Coverage {
    private static final List<Verb> CALLS = List.of(Verb.CALL, Verb.ASK);

    private final Witness witness;
    private final Map<Verb, int[]> counts = new EnumMap<>(Verb.class);

    /** Counts by what the witness sees. */
    public Coverage(Witness witness) {
        this.witness = witness;
    }

    /** A fault met a workflow. */
    public void met(Fault fault, String workflow) {
        Action action = witness.busyWith(workflow);
        if (action != null) count(action, fault);
    }

    private void count(Action action, Fault fault) {
        counts.computeIfAbsent(action.verb(), none -> new int[Fault.values().length])[fault.ordinal()]++;
        inner(action).forEach(inner -> count(inner, fault));
    }

    private static List<Action> inner(Action action) {
        return switch (action) {
            case Action.All all -> all.actions();
            case Action.Any any -> any.actions();
            case Action.Limited limited -> List.of(limited.action());
            case Action.Chain chain -> List.of(chain.first(), chain.second());
            case Action.Compensated done -> List.of(done.action(), done.compensation());
            default -> List.of();
        };
    }

    /** Adds what another world has counted. */
    public synchronized void add(Coverage other) {
        other.counts.forEach((verb, those) -> {
            int[] these = counts.computeIfAbsent(verb, none -> new int[Fault.values().length]);
            for (int i = 0; i < those.length; i++) these[i] += those[i];
        });
    }

    /** Pairs that ought to have met, and have not. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (Fault fault : Fault.values()) {
                if (canMeet(verb, fault) && times(verb, fault) == 0) gaps.add(verb + " never met " + fault);
            }
        }
        return gaps;
    }

    /** Only calls use the bus to services. */
    private static boolean canMeet(Verb verb, Fault fault) {
        return switch (fault) {
            case MESSAGE_LOST, MESSAGE_REPEATED, MESSAGE_DELAYED -> CALLS.contains(verb);
            default -> verb.waits();
        };
    }

    private int times(Verb verb, Fault fault) {
        int[] ofVerb = counts.get(verb);
        return ofVerb == null ? 0 : ofVerb[fault.ordinal()];
    }

    /** For people. */
    public String table() {
        StringBuilder table = new StringBuilder("%-18s".formatted(""));
        List<Verb> verbs = Arrays.stream(Verb.values()).filter(Verb::waits).toList();
        verbs.forEach(verb -> table.append("%8s".formatted(verb)));
        for (Fault fault : Fault.values()) {
            table.append("\n%-18s".formatted(fault));
            for (Verb verb : verbs)
                table.append(canMeet(verb, fault) ? "%8d".formatted(times(verb, fault)) : "       -");
        }
        return table.toString();
    }
}
