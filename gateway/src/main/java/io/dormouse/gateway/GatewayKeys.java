package io.dormouse.gateway;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.nio.file.Path;
import java.util.List;

/** What a process with the gateway is told. */
final class GatewayKeys {
    private static final Key<String> HTTP_HOST =
            Key.standard("http.host", Form.text("an address to listen on"), "127.0.0.1", "where the HTTP API listens");
    private static final Key<Integer> HTTP_PORT =
            Key.standard("http.port", Form.port(), "8080", "TCP port of the HTTP API");
    private static final Key<Path> TOKENS =
            Key.required("tokens", Form.file(), "who may come in: a line name:groups:sha256 for each token");

    private GatewayKeys() {}

    static List<Key<?>> all() {
        return List.of(HTTP_HOST, HTTP_PORT, TOKENS);
    }

    static GatewayConfig read(Configuration told, Database database) {
        return new GatewayConfig(told.get(HTTP_HOST), told.get(HTTP_PORT), told.get(TOKENS), database);
    }
}
