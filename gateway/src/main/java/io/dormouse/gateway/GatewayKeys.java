package io.dormouse.gateway;

import io.dormouse.gateway.bridge.BridgeConfig;
import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a process with the gateway is told. */
final class GatewayKeys {
    private static final Key<String> HTTP_HOST =
            Key.standard("http.host", Form.text("an address to listen on"), "127.0.0.1", "where the HTTP API listens");
    private static final Key<Integer> HTTP_PORT =
            Key.standard("http.port", Form.port(), "8080", "TCP port of the HTTP API");
    private static final Key<Path> TOKENS =
            Key.required("tokens", Form.file(), "who may come in: a line name:groups:sha256 for each token");

    private static final Key<String> BRIDGE_HOST = Key.standard(
            "bridge.host", Form.text("an address to listen on"), "127.0.0.1", "where the bridge to the bus listens");
    private static final Key<Optional<Integer>> BRIDGE_PORT =
            Key.optional("bridge.port", Form.port(), "TCP port of the bridge to the bus; without it there is none");

    private GatewayKeys() {}

    static List<Key<?>> all() {
        return List.of(HTTP_HOST, HTTP_PORT, TOKENS, BRIDGE_HOST, BRIDGE_PORT);
    }

    static GatewayConfig read(Configuration told, Database database) {
        GatewayConfig config = new GatewayConfig(told.get(HTTP_HOST), told.get(HTTP_PORT), told.get(TOKENS), database);
        return told.get(BRIDGE_PORT)
                .map(port -> config.withBridge(BridgeConfig.at(told.get(BRIDGE_HOST), port)))
                .orElse(config);
    }
}
