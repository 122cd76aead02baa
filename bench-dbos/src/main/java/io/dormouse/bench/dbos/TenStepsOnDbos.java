package io.dormouse.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import io.dormouse.bench.measure.Engine;

/** Steps one after another that do nothing: what remains is DBOS and its tables. */
final class TenStepsOnDbos implements TenSteps {
    private final DBOS dbos;

    TenStepsOnDbos(DBOS dbos) {
        this.dbos = dbos;
    }

    @Override
    @Workflow(name = "ten-steps")
    public int run() {
        int sum = 0;
        for (int i = 0; i < Engine.STEPS; i++) {
            int value = i;
            sum += dbos.runStep(() -> value, "step");
        }
        return sum;
    }
}
