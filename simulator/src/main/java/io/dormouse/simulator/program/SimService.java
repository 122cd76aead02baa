package io.dormouse.simulator.program;

import io.vertx.core.Future;

/** The service that programs call. */
@FunctionalInterface
public interface SimService {
    /** Does something, once for a key; answers with what nobody else gets. */
    Future<String> act(String what);
}
