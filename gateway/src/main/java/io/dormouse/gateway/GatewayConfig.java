package io.dormouse.gateway;

import io.dormouse.gateway.bridge.BridgeConfig;
import io.dormouse.gateway.http.Patience;
import io.dormouse.host.Database;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the gateway is told.
 *
 * @param host the address to listen on
 * @param port the TCP port; 0 for any free one, told by {@link Gateway#port}
 * @param tokens the file of tokens, see {@link io.dormouse.gateway.auth.Tokens}; read once, at the start
 * @param database the schema {@code gateway}
 * @param patience how long a client may take
 * @param bridge the TCP bridge to the event bus; empty: there is none
 */
public record GatewayConfig(
        String host, int port, Path tokens, Database database, Patience patience, Optional<BridgeConfig> bridge) {
    /** Without a bridge. */
    public GatewayConfig(String host, int port, Path tokens, Database database, Patience patience) {
        this(host, port, tokens, database, patience, Optional.empty());
    }

    /** With the patience that most clients deserve. */
    public GatewayConfig(String host, int port, Path tokens, Database database) {
        this(host, port, tokens, database, Patience.DEFAULT);
    }

    /** The same with a bridge. */
    public GatewayConfig withBridge(BridgeConfig listening) {
        return new GatewayConfig(host, port, tokens, database, patience, Optional.of(listening));
    }
}
