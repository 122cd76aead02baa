package io.dormouse.sandbox.dns;

import java.util.List;

/**
 * What a name server listens on, and for what.
 *
 * @param host the address to bind, for UDP and TCP
 * @param port the port of both; 0 takes a free one
 * @param zones the zones it is authoritative for, for example {@code demo.test}; one that is new gets a start of authority and
 *     a name server {@code ns1}
 * @param tsigName the name of the key that updates and transfers must be signed with
 * @param tsigSecretBase64 its secret, for HMAC-SHA256
 */
public record NameServerConfig(String host, int port, List<String> zones, String tsigName, String tsigSecretBase64) {
    public NameServerConfig {
        zones = List.copyOf(zones);
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "%s:%d zones %s key %s".formatted(host, port, zones, tsigName);
    }
}
