package io.dormouse.gateway.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.gateway.auth.Caller;
import java.util.Optional;

/**
 * One question of a client.
 *
 * @param caller whose token it came with
 * @param source the IP address it came from
 * @param service the service that is meant
 * @param address where it goes: the service, or the instance that the service named for asking again
 * @param action the method
 * @param key the idempotency key as the client gave it
 * @param body the arguments by parameter name
 */
public record BridgeCall(
        Caller caller,
        String source,
        String service,
        String address,
        String action,
        Optional<String> key,
        ObjectNode body) {
    /** Whether it was asked before on the same connection, and is under way. */
    public boolean again() {
        return !address.equals(service);
    }
}
