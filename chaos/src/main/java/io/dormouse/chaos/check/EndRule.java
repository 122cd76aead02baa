package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Deed;

/** What has all that it waits for has ended, well unless it was cancelled; and whose cancellation was acknowledged is cancelled. */
final class EndRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (WorkflowRow row : evidence.workflows().values()) {
            boolean mustEnd = Duties.mustEnd(row, evidence);
            if (row.status().equals("STUCK") || mustEnd && !row.hasEnded()) {
                findings.lost(
                        "end",
                        "%s, a %s, is %s and never comes to its end (%s)",
                        row.id(),
                        row.name(),
                        row.status(),
                        row.failure());
            }
            if (row.hasEnded()) examineEnd(row, evidence, findings);
        }
    }

    private static void examineEnd(WorkflowRow row, Evidence evidence, Findings findings) {
        String root = row.parent().orElse(row.id());
        boolean asked = evidence.wishes().of(Deed.CANCEL, root).findAny().isPresent();
        boolean acknowledged = evidence.wishes().isAcknowledged(Deed.CANCEL, root);
        switch (row.status()) {
            case "COMPLETED" -> {
                if (acknowledged)
                    findings.lost(
                            "cancellation", "%s was acknowledged to be cancelled, and %s is COMPLETED", root, row.id());
            }
            case "CANCELLED" -> {
                if (!asked) findings.doubled("cancellation", "%s is CANCELLED, and nobody asked for that", row.id());
            }
            default ->
                findings.wrong("outcome", "%s, a %s, is %s: %s", row.id(), row.name(), row.status(), row.failure());
        }
    }
}
