package io.dormouse.iaas;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a process with the IaaS adapter is told. */
final class IaasKeys {
    private static final Key<URI> CLOUD = Key.required("cloud.url", Form.url(), "where the cloud's API is");
    private static final Key<String> API_KEY = Key.secret("cloud.key", Form.text("an API key"), "the account's key");
    private static final Key<Duration> REQUEST_TIMEOUT = Key.standard(
            "request-timeout",
            Form.duration(Duration.ofMillis(100), Duration.ofSeconds(60)),
            "5s",
            "after which a request to the cloud has landed or is lost");
    private static final Key<Duration> BOOT_POLL = Key.standard(
            "boot-poll",
            Form.duration(Duration.ofMillis(10), Duration.ofSeconds(60)),
            "200ms",
            "the wait before the first look whether a new server runs");

    private IaasKeys() {}

    static List<Key<?>> all() {
        return List.of(CLOUD, API_KEY, REQUEST_TIMEOUT, BOOT_POLL);
    }

    static IaasAdapterConfig read(Configuration told, Database database) {
        return new IaasAdapterConfig(
                database, told.get(CLOUD), told.get(API_KEY), told.get(REQUEST_TIMEOUT), told.get(BOOT_POLL));
    }
}
