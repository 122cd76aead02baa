package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A journal has no gap, begins with its start, ends once a run, completes a command once, and says what the row says. */
final class JournalRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (WorkflowRow row : evidence.workflows().values()) {
            List<EntryRow> journal = evidence.journal(row.id());
            for (int run = 0; run <= row.run(); run++) {
                int number = run;
                examineRun(
                        row,
                        run,
                        journal.stream().filter(entry -> entry.run() == number).toList(),
                        findings);
            }
            if (journal.stream().anyMatch(entry -> entry.run() > row.run()))
                findings.wrong("journal", "%s is in run %d, and its journal is further", row.id(), row.run());
        }
    }

    private static void examineRun(WorkflowRow row, int run, List<EntryRow> journal, Findings findings) {
        if (journal.isEmpty()) {
            findings.lost("journal", "%s has no journal of run %d", row.id(), run);
            return;
        }
        List<Long> positions = journal.stream().map(EntryRow::position).toList();
        if (!positions.equals(
                IntStream.range(0, journal.size()).mapToObj(i -> (long) i).toList()))
            findings.lost("entry", "the journal of %s, run %d, has the positions %s", row.id(), run, positions);
        if (journal.getFirst().type() != Type.STARTED)
            findings.lost("entry", "the journal of %s, run %d, begins with %s", row.id(), run, journal.getFirst());
        examineEnd(row, run, journal, findings);
        Set<Object> once = new HashSet<>();
        for (EntryRow entry : journal) {
            if (entry.type() == Type.COMPLETED && !once.add(entry.seq()))
                findings.doubled("completion", "%s, run %d, completed command %d twice", row.id(), run, entry.seq());
            if (entry.type() == Type.SIGNALLED
                    && !once.add(entry.body().path("signalId").asText()))
                findings.doubled("signal", "%s, run %d, has the signal %s twice", row.id(), run, entry.body());
        }
    }

    private static void examineEnd(WorkflowRow row, int run, List<EntryRow> journal, Findings findings) {
        List<Type> ends = journal.stream()
                .map(EntryRow::type)
                .filter(type -> type == Type.FINISHED || type == Type.CONTINUED_AS_NEW)
                .toList();
        boolean last = run == row.run();
        if (ends.size() > 1) findings.doubled("end", "%s, run %d, ended more than once: %s", row.id(), run, ends);
        if (ends.isEmpty() && (!last || row.hasEnded()))
            findings.lost("end", "%s is %s in run %d, and run %d has no end", row.id(), row.status(), row.run(), run);
        if (ends.isEmpty()) return;
        EntryRow end = journal.getLast();
        if (end.type() != Type.FINISHED && end.type() != Type.CONTINUED_AS_NEW)
            findings.wrong("end", "%s, run %d, goes on after its end with %s", row.id(), run, end);
        if (ends.contains(Type.FINISHED) != (last && row.hasEnded()))
            findings.wrong(
                    "end",
                    "%s is %s in run %d, and run %d ended with %s",
                    row.id(),
                    row.status(),
                    row.run(),
                    run,
                    ends);
        if (end.type() == Type.FINISHED) examineOutcome(row, end.body().path("outcome"), findings);
    }

    private static void examineOutcome(WorkflowRow row, JsonNode outcome, Findings findings) {
        boolean fits = row.isCompleted() ? outcome.path("success").equals(row.result()) : outcome.has("failure");
        if (!fits)
            findings.wrong(
                    "outcome", "%s is %s with %s, and finished with %s", row.id(), row.status(), row.result(), outcome);
    }
}
