package io.dormouse.chaos.check;

import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;

/** What operators order happens as often as they order it: a late packet of an old order must not hold a workflow again. */
final class OrderRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (WorkflowRow row : evidence.workflows().values()) {
            if (row.parent().isPresent()) continue;
            examine(row.id(), Deed.PAUSE, Type.PAUSED, evidence, findings);
            examine(row.id(), Deed.RESUME, Type.RESUMED, evidence, findings);
            examine(row.id(), Deed.CANCEL, Type.CANCELLED, evidence, findings);
        }
    }

    private static void examine(String id, Deed deed, Type type, Evidence evidence, Findings findings) {
        long done = evidence.journal(id).stream()
                .filter(entry -> entry.type() == type)
                .count();
        long asked = evidence.wishes().of(deed, id).count();
        long acknowledged =
                evidence.wishes().of(deed, id).filter(Wish::isAcknowledged).count();
        if (done < acknowledged)
            findings.lost(
                    "order",
                    "%s of %s was acknowledged %d times, and its journal has %d",
                    deed,
                    id,
                    acknowledged,
                    done);
        if (done > asked)
            findings.doubled("order", "%s of %s was asked for %d times, and its journal has %d", deed, id, asked, done);
    }
}
