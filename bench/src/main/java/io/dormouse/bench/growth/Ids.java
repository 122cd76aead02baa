package io.dormouse.bench.growth;

import io.dormouse.bench.measure.Engine;
import io.dormouse.bench.rig.Workflows;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** How the ids of new workflows are: where their rows come to lie in the indexes of the tables follows from it. */
enum Ids {
    /** Made by the service from a key that begins with the time: the rows of what runs now lie side by side. */
    BY_TIME {
        @Override
        Future<String> start(Workflows workflows) {
            return workflows.startByKey(WORKFLOW, timeOrdered(), INPUT);
        }
    },
    /** Given by clients, in no order at all: each lies somewhere among millions. */
    AT_RANDOM {
        @Override
        Future<String> start(Workflows workflows) {
            return workflows.start(WORKFLOW, UUID.randomUUID().toString(), INPUT);
        }
    };

    private static final String WORKFLOW = "bench-steps";
    private static final JsonObject INPUT = new JsonObject().put("steps", Engine.STEPS);

    abstract Future<String> start(Workflows workflows);

    /** An engine whose workflows get such ids. */
    Engine engine(Workflows workflows) {
        return new Engine() {
            @Override
            public CompletionStage<Integer> run() {
                return start(workflows).compose(workflows::awaitNumber).toCompletionStage();
            }
        };
    }

    /** A UUID of version 7 (RFC 9562 §5.7). */
    private static String timeOrdered() {
        UUID random = UUID.randomUUID();
        long chance = random.getMostSignificantBits() & 0xfff;
        return new UUID(System.currentTimeMillis() << 16 | 0x7000 | chance, random.getLeastSignificantBits())
                .toString();
    }
}
