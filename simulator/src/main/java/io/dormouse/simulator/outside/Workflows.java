package io.dormouse.simulator.outside;

import io.dormouse.engine.owner.Owner;
import io.vertx.core.Future;
import java.util.function.Function;

/** The workflow service as other services reach it: by some node, at some owner. */
public interface Workflows {
    /** Asks the owner of a workflow; never answered if its node dies meanwhile. */
    <T> Future<T> ask(String id, Function<Owner, Future<T>> request);
}
