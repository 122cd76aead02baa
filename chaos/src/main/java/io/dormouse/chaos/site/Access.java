package io.dormouse.chaos.site;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What load and checker may use. Valid over all faults, because addresses stay; whoever uses it is in the root namespace,
 * whose links are never cut.
 *
 * @param gateways the base URLs of the gateways
 * @param tokens by name: {@code operator} (every group), {@code alice} (group requesters), {@code bob} and {@code carol}
 *     (group sre)
 * @param database everything that the services keep
 * @param cloud the provider of servers itself
 * @param dns the name server itself
 * @param folder of this run: promises, logs, faults
 */
public record Access(
        List<URI> gateways, Map<String, String> tokens, Database database, Cloud cloud, Dns dns, Path folder) {
    public Access {
        gateways = List.copyOf(gateways);
        tokens = Map.copyOf(tokens);
    }

    /** The token of this name. */
    public String token(String name) {
        String token = tokens.get(name);
        if (token == null) throw new IllegalArgumentException("no token is named " + name);
        return token;
    }
}
