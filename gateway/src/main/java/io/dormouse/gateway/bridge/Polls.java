package io.dormouse.gateway.bridge;

import io.dormouse.gateway.auth.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where one client may ask again: at the instances that answers named to it, and there for nothing but what they were about. The
 * oldest are forgotten first; who is refused then asks the service, which waits on the row just as long.
 */
final class Polls {
    private static final int MOST = 1_000;

    private final Map<Held, String> services = new LinkedHashMap<>();

    private record Held(String address, Caller caller, String action, Optional<String> key) {}

    /** @param call what was answered with "in progress" */
    void allow(String address, BridgeCall call) {
        services.put(new Held(address, call.caller(), call.action(), call.key()), call.service());
        if (services.size() > MOST) services.remove(services.keySet().iterator().next());
    }

    /** The call with the service that is meant, if it goes where an answer said. */
    BridgeCall again(BridgeCall call) {
        String service = services.get(new Held(call.address(), call.caller(), call.action(), call.key()));
        if (service == null)
            throw BridgeRefusal.ADDRESS_NOT_ALLOWED.exception(
                    "Nothing can be sent to %.100s over the bridge; ask a service, or ask again with the same action and key where an answer on this connection said."
                            .formatted(call.address()));
        return new BridgeCall(
                call.caller(), call.source(), service, call.address(), call.action(), call.key(), call.body());
    }
}
