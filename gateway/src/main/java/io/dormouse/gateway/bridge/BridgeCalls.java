package io.dormouse.gateway.bridge;

import io.vertx.core.Future;

/** Carries out what clients of the bridge ask for. */
public interface BridgeCalls {
    /**
     * Asks the service. On the event loop; may throw.
     *
     * @return fails with what the service or the bus says, or with why it was not asked
     */
    Future<BridgeAnswer> make(BridgeCall call);

    /** Whether this is the address of a service, rather than of one instance. */
    boolean isService(String address);
}
