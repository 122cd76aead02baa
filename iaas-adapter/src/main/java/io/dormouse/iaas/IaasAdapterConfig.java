package io.dormouse.iaas;

import io.dormouse.host.Database;
import java.net.URI;
import java.time.Duration;

/**
 * What the adapter needs to know.
 *
 * @param database the schema {@code iaas} and the role that owns it
 * @param cloud where the cloud's API is: {@code http://127.0.0.1:8085}
 * @param apiKey the account's key
 * @param requestTimeout after which a request to the cloud has landed or is lost; the adapter waits that long before it repeats one
 * @param bootPollInterval how long to wait before asking for the first time whether a new server runs; each time it is half as long again,
 *     up to 2 seconds
 */
public record IaasAdapterConfig(
        Database database, URI cloud, String apiKey, Duration requestTimeout, Duration bootPollInterval) {
    /** Checks the durations. */
    public IaasAdapterConfig {
        if (requestTimeout.toMillis() < 2)
            throw new IllegalArgumentException("the request timeout must be 2 ms or more");
        if (bootPollInterval.toMillis() < 1)
            throw new IllegalArgumentException("the boot poll interval must be 1 ms or more");
    }

    /** With the usual durations: 5 s for a request, 200 ms before the first look. */
    public static IaasAdapterConfig of(Database database, URI cloud, String apiKey) {
        return new IaasAdapterConfig(database, cloud, apiKey, Duration.ofSeconds(5), Duration.ofMillis(200));
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "%s, cloud %s, request timeout %s, boot poll interval %s"
                .formatted(database, cloud, requestTimeout, bootPollInterval);
    }
}
