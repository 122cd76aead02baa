package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.database.WorkflowRow;
import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.program.ProgramWriter;
import io.dormouse.simulator.program.RandomWorkflow;

/** A world as it stands, for the eyes of whoever looks for a bug. */
public final class Story {
    private Story() {}

    /** All workflows with their programs and journals, and what the services know. */
    public static String of(Tables tables, EffectLedger ledger) {
        StringBuilder story = new StringBuilder();
        for (WorkflowRow row : tables.workflows().values()) {
            story.append("%n%s %s run %d, partition %d, owner %s%n"
                    .formatted(row.id(), row.status(), row.run(), row.partition(), tables.owner(row.partition())));
            story.append("  ")
                    .append(
                            row.input().equals("null")
                                    ? "cancelled before it began"
                                    : ProgramWriter.write(RandomWorkflow.Input.of(row.input())))
                    .append('\n');
            for (int run = 0; run <= row.run(); run++) {
                for (Recorded entry :
                        Replay.decode(tables.journal(row.id(), run).values())) {
                    story.append("  %d.%-3d %s %s%n".formatted(run, entry.position(), entry.at(), entry.entry()));
                }
            }
            story.append("  rows ").append(tables.waits(row.id(), row.run())).append('\n');
        }
        ledger.operations()
                .forEach((key, operation) -> story.append("%s: %s, %d effects, %s%s%n"
                        .formatted(
                                key,
                                operation.request(),
                                operation.effects(),
                                operation.outcome().result(),
                                ledger.isCancelled(key) ? ", withdrawn" : "")));
        story.append("owners ")
                .append(tables.owners())
                .append(" views ")
                .append(tables.views())
                .append('\n');
        story.append("events ").append(tables.events()).append('\n');
        return story.append("cancellations ")
                .append(tables.cancellations())
                .append('\n')
                .toString();
    }
}
