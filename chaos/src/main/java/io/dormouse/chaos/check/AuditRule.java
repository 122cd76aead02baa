package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.Noted;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Wish;

/** Who asked for a change is noted by a gateway; what was made is noted once, in the transaction that made it. */
final class AuditRule implements Rule {
    private static final String NEVER_STARTED = "unknown";

    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.wishes().all().stream()
                .filter(Wish::isAcknowledged)
                .filter(wish -> !evidence.audited().contains(wish.key()))
                .forEach(wish -> findings.lost("audit", "it was acknowledged, and no gateway has noted it: %s", wish));
        evidence.workflows().values().forEach(row -> examine(beginning(row), row.id(), evidence, findings));
        evidence.events().keySet().stream()
                .filter(key -> !key.startsWith("child:"))
                .forEach(key -> examine("trigger", key, evidence, findings));
    }

    /** A child whose cancellation came before its start is entered so that it never starts: nobody knows what it would have been. */
    private static String beginning(WorkflowRow row) {
        return row.name().equals(NEVER_STARTED) ? "cancel" : "start";
    }

    private static void examine(String action, String target, Evidence evidence, Findings findings) {
        int times = evidence.noted().getOrDefault(new Noted(action, target), 0);
        if (times == 0) findings.lost("audit", "the %s of %s is done, and not noted", action, target);
        if (times > 1) findings.doubled("audit", "the %s of %s is noted %d times", action, target, times);
    }
}
