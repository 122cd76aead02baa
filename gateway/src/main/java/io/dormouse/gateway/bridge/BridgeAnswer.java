package io.dormouse.gateway.bridge;

import io.dormouse.contracts.Headers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service said.
 *
 * @param body JSON, or null
 * @param headers what came with it
 */
public record BridgeAnswer(@Nullable Object body, Map<String, String> headers) {
    /** Where to ask again, if it is not the last word. */
    Optional<String> poll() {
        return Headers.IN_PROGRESS.equals(headers.get(Headers.STATE))
                ? Optional.ofNullable(headers.get(Headers.POLL))
                : Optional.empty();
    }
}
