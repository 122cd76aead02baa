package io.dormouse.chaos.site;

import java.net.InetSocketAddress;

/**
 * The sandbox's authoritative name server.
 *
 * @param server its UDP and TCP address
 * @param zone the one zone
 * @param keyName of the TSIG key that transfers and updates must be signed with
 * @param keySecret its secret in Base64, for HMAC-SHA256
 */
public record Dns(InetSocketAddress server, String zone, String keyName, String keySecret) {
    /** Never prints the secret. */
    @Override
    public String toString() {
        return "%s of %s".formatted(zone, server);
    }
}
