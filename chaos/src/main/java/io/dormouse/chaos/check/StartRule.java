package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;

/** What was acknowledged to be started is there as it was asked for, and nothing else is. */
final class StartRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.wishes().of(Deed.START).forEach(wish -> examine(wish, evidence, findings));
        for (WorkflowRow row : evidence.workflows().values()) {
            if (row.parent().isEmpty() && evidence.wishes().start(row.id()).isEmpty())
                findings.doubled("workflow", "nobody asked for the workflow %s, a %s", row.id(), row.name());
            row.parent().ifPresent(parent -> examineChild(row, parent, evidence, findings));
        }
        for (String id : evidence.journals().keySet()) {
            if (!evidence.workflows().containsKey(id))
                findings.lost("workflow", "%s has a journal, but no row: it is gone", id);
        }
    }

    private static void examine(Wish wish, Evidence evidence, Findings findings) {
        WorkflowRow row = evidence.workflows().get(wish.target());
        if (row == null) {
            if (wish.isAcknowledged())
                findings.lost("workflow", "the start was acknowledged, and there is no such workflow: %s", wish);
            return;
        }
        if (wish.isRefused()) findings.wrong("refusal", "the start was refused, and yet it is there: %s", wish);
        if (!row.name().equals(wish.name()) || !evidence.input(row.id()).equals(wish.input()))
            findings.wrong("start", "%s is a %s with %s", wish, row.name(), evidence.input(row.id()));
    }

    private static void examineChild(WorkflowRow row, String parent, Evidence evidence, Findings findings) {
        boolean wanted = evidence.journal(parent).stream()
                .filter(entry -> entry.type() == EntryRow.Type.CALLED)
                .anyMatch(entry -> row.id().equals("%s~%d.%d".formatted(parent, entry.run(), entry.seq())));
        if (!wanted) findings.doubled("child", "%s never called its child %s", parent, row.id());
    }
}
