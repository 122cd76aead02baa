package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.RequestRow;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.util.List;
import java.util.Map;

/** Decided is what somebody decided and everybody was told, and the workflow heard the same. */
final class DecisionRule implements Rule {
    private static final Map<String, String> STATES = Map.of("approve", "APPROVED", "reject", "REJECTED");

    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.wishes().of(Deed.DECIDE).filter(Wish::isAcknowledged).forEach(wish -> {
            RequestRow row = evidence.requests().get(wish.target());
            if (row == null) findings.lost("decision", "it was acknowledged, and there is no such request: %s", wish);
            else examine(wish, row, findings);
        });
        for (RequestRow row : evidence.requests().values()) {
            if (row.isDecided()) examine(row, evidence, findings);
            WorkflowRow asks = evidence.workflows().get(workflow(row));
            if (asks == null) findings.doubled("question", "%s is asked, and no workflow asks it", row);
            else if (asks.hasEnded() && row.state().equals("PENDING"))
                findings.lost("withdrawal", "%s is asked, and its workflow is %s", row, asks.status());
        }
    }

    private static void examine(Wish wish, RequestRow row, Findings findings) {
        JsonNode told = wish.answer().orElseThrow().body();
        if (!told.path("state").asText().equals(row.state())
                || !told.path("decidedBy").asText().equals(row.decidedBy())
                || !told.path("comment").asText().equals(row.comment()))
            findings.wrong("decision", "%s was told %s, and what stands is %s", wish, told, row);
    }

    private static void examine(RequestRow row, Evidence evidence, Findings findings) {
        List<Wish> wishes = evidence.wishes().of(Deed.DECIDE, row.id()).toList();
        boolean decided = wishes.stream()
                .anyMatch(wish -> row.state().equals(STATES.get(wish.name()))
                        && row.comment().equals(wish.body().path("comment").asText()));
        if (!decided) findings.doubled("decision", "nobody decided %s so; what was asked for: %s", row, wishes);
        List<EntryRow> journal = evidence.journal(workflow(row));
        journal.stream()
                .filter(entry -> entry.type() == Type.COMPLETED
                        && row.id().equals("%s.%d.%d".formatted(workflow(row), entry.run(), entry.seq())))
                .map(entry -> entry.body().path("outcome").path("success"))
                .filter(heard -> !heard.path("state").asText().equals(row.state())
                        || !heard.path("comment").asText().equals(row.comment()))
                .forEach(heard -> findings.wrong("decision", "%s was decided, and its workflow heard %s", row, heard));
    }

    /** A request is called as its command, with points. */
    private static String workflow(RequestRow row) {
        return row.id().replaceFirst("\\.\\d+\\.\\d+$", "");
    }
}
