package io.dormouse.simulator.check;

import io.dormouse.simulator.program.Action;
import io.dormouse.simulator.program.RandomWorkflow.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees what every execution of a workflow's code sees: what one has seen, all later ones must see again. */
public final class Witness {
    private final Map<String, List<String>> seen = new HashMap<>();
    private final Map<String, Integer> executions = new HashMap<>();
    private final Map<String, Action> busy = new HashMap<>();
    private final Set<String> exempt = new HashSet<>();
    private @Nullable String contradiction;

    /** From now on there may be several histories under a name: it was taken back, or forked. */
    public void exempt(String name) {
        exempt.add(name);
    }

    /** A new execution of a workflow's code. */
    public Observer begins(String name) {
        executions.merge(name, 1, Integer::sum);
        return reads(name);
    }

    /** Somebody runs a workflow's code only to look. */
    Observer reads(String name) {
        List<String> before = seen.computeIfAbsent(name, none -> new ArrayList<>());
        return new Observer() {
            private int next;

            @Override
            public void saw(String what) {
                if (next < before.size()) {
                    String earlier = before.get(next);
                    if (!earlier.equals(what) && contradiction == null && !isExempt(name))
                        contradiction = "%s saw '%s' where it had seen '%s' before".formatted(name, what, earlier);
                } else {
                    before.add(what);
                }
                next++;
            }

            @Override
            public void enters(Action action) {
                busy.put(name, action);
            }
        };
    }

    /** Also what continues it, and its children. */
    private boolean isExempt(String name) {
        return exempt.stream().anyMatch(name::startsWith);
    }

    /** How many executions a workflow has had. */
    public int executions(String name) {
        return executions.getOrDefault(name, 0);
    }

    /** What a workflow is busy with. */
    @Nullable
    Action busyWith(String name) {
        return busy.get(name);
    }

    /** The first time that an execution saw something else than one before it. */
    public @Nullable String contradiction() {
        return contradiction;
    }
}
