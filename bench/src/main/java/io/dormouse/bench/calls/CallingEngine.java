package io.dormouse.bench.calls;

import io.dormouse.bench.measure.Engine;
import io.dormouse.bench.rig.Workflows;
import io.dormouse.contracts.FreshKey;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Workflows of ten calls, started over the bus. A durable step is a call here: two entries, and a row of the ledger written twice. */
final class CallingEngine implements Engine {
    private final Workflows workflows;
    private final AtomicLong calls = new AtomicLong();

    CallingEngine(Workflows workflows) {
        this.workflows = workflows;
    }

    @Override
    public CompletionStage<Integer> run() {
        calls.addAndGet(STEPS);
        return workflows
                .startByKey("bench-calls", FreshKey.make(), new JsonObject().put("calls", STEPS))
                .compose(workflows::awaitNumber)
                .toCompletionStage();
    }

    /** How many calls its workflows have made when all of them have ended. */
    long calls() {
        return calls.get();
    }
}
