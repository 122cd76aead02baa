package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an order was carried out twice: people give each a reason of its own, and repeat it until they are answered. */
final class DoubledOrders {
    private DoubledOrders() {}

    /** @param runs the journals of all runs of a workflow, the present one last */
    static @Nullable String firstOf(List<List<Recorded>> runs) {
        Set<String> carriedOut = new HashSet<>();
        for (int run = 0; run < runs.size(); run++) {
            boolean closed = run < runs.size() - 1;
            List<Recorded> before = run == 0 ? List.of() : runs.get(run - 1);
            for (Recorded recorded : runs.get(run)) {
                boolean last = closed && recorded == runs.get(run).getLast();
                Optional<String> order = isCopy(recorded, before) ? Optional.empty() : orderOf(recorded.entry(), last);
                if (order.isPresent() && !carriedOut.add(order.get()))
                    return "%s was carried out a second time: %s".formatted(order.get(), recorded);
            }
        }
        return null;
    }

    /** A rewind copies what it keeps, each entry to its own position and with its own time. */
    private static boolean isCopy(Recorded recorded, List<Recorded> before) {
        return recorded.position() < before.size()
                && before.get((int) recorded.position()).equals(recorded);
    }

    /** The turn stands in the new run too; a cancellation may go along into the next run, and is heard once in any case. */
    private static Optional<String> orderOf(Entry entry, boolean last) {
        return switch (entry) {
            case Entry.Paused paused -> Optional.of(paused.reason());
            case Entry.Resumed resumed -> Optional.of(resumed.reason());
            case Entry.Retried retried -> Optional.of(retried.reason());
            case Entry.Rewound rewound when last -> Optional.of(rewound.reason());
            default -> Optional.empty();
        };
    }
}
