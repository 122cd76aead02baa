package io.dormouse.dns;

import io.dormouse.host.Database;
import java.time.Duration;
import java.util.List;

/**
 * What a DNS adapter serves, and by which name server.
 *
 * @param database the schema {@code dns}
 * @param serverHost the authoritative server that takes updates (the primary), by address or name
 * @param serverPort its port, UDP and TCP
 * @param zones the zones it may change there, for example {@code demo.test}
 * @param tsigName the name of the key shared with the server
 * @param tsigAlgorithm {@code hmac-sha256} or another of the family hmac-sha224 to hmac-sha512
 * @param tsigSecretBase64 the key's secret
 * @param defaultTtl seconds, for records that come without
 * @param requestTimeout how long the server may take for one answer, at least a second; an update that it gets later is void
 */
public record DnsAdapterConfig(
        Database database,
        String serverHost,
        int serverPort,
        List<String> zones,
        String tsigName,
        String tsigAlgorithm,
        String tsigSecretBase64,
        int defaultTtl,
        Duration requestTimeout) {
    /** What most installations want. */
    public static final String DEFAULT_ALGORITHM = "hmac-sha256";

    /** Seconds: short, because what is behind a name here may move. */
    public static final int DEFAULT_TTL = 60;

    /** Long for a name server, short for a person who waits for an adapter that was restarted. */
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(3);

    public DnsAdapterConfig {
        zones = List.copyOf(zones);
        if (requestTimeout.compareTo(Duration.ofSeconds(1)) < 0
                || requestTimeout.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException(
                    "the request timeout %s must be 1 to 60 seconds".formatted(requestTimeout));
        }
        if (defaultTtl < 0)
            throw new IllegalArgumentException("the default time to live %d is negative".formatted(defaultTtl));
    }

    /** With the defaults above. */
    public DnsAdapterConfig(
            Database database,
            String serverHost,
            int serverPort,
            List<String> zones,
            String tsigName,
            String tsigSecretBase64) {
        this(
                database,
                serverHost,
                serverPort,
                zones,
                tsigName,
                DEFAULT_ALGORITHM,
                tsigSecretBase64,
                DEFAULT_TTL,
                DEFAULT_REQUEST_TIMEOUT);
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "zones %s at %s:%d with the key %s (%s), %s"
                .formatted(zones, serverHost, serverPort, tsigName, tsigAlgorithm, database);
    }
}
