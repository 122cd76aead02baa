package io.dormouse.dns;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.time.Duration;
import java.util.List;

/** What a process with the DNS adapter is told. */
final class DnsKeys {
    private static final Key<String> SERVER_HOST = Key.required(
            "server.host", Form.text("an address or a name"), "the authoritative server that takes updates");
    private static final Key<Integer> SERVER_PORT =
            Key.standard("server.port", Form.remotePort(), "53", "its port, UDP and TCP");
    private static final Key<List<String>> ZONES = Key.required(
            "zones", Form.listOf(Form.text("a zone such as demo.test")), "the zones that may be changed there");
    private static final Key<String> TSIG_NAME =
            Key.required("tsig.name", Form.text("a name such as dormouse."), "the key shared with the server");
    private static final Key<String> TSIG_KEY = Key.secret("tsig.key", Form.base64(), "that key's secret");
    private static final Key<String> TSIG_ALGORITHM = Key.standard(
            "tsig.algorithm",
            Form.oneOf("hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512"),
            DnsAdapterConfig.DEFAULT_ALGORITHM,
            "how messages are signed");
    private static final Key<Integer> TTL = Key.standard(
            "ttl",
            Form.number(0, 604_800, "seconds"),
            String.valueOf(DnsAdapterConfig.DEFAULT_TTL),
            "time to live of records that come without");
    private static final Key<Duration> REQUEST_TIMEOUT = Key.standard(
            "request-timeout",
            Form.duration(Duration.ofSeconds(1), Duration.ofSeconds(60)),
            DnsAdapterConfig.DEFAULT_REQUEST_TIMEOUT.toSeconds() + "s",
            "how long the server may take for one answer");

    private DnsKeys() {}

    static List<Key<?>> all() {
        return List.of(SERVER_HOST, SERVER_PORT, ZONES, TSIG_NAME, TSIG_KEY, TSIG_ALGORITHM, TTL, REQUEST_TIMEOUT);
    }

    static DnsAdapterConfig read(Configuration told, Database database) {
        return new DnsAdapterConfig(
                database,
                told.get(SERVER_HOST),
                told.get(SERVER_PORT),
                told.get(ZONES),
                told.get(TSIG_NAME),
                told.get(TSIG_ALGORITHM),
                told.get(TSIG_KEY),
                told.get(TTL),
                told.get(REQUEST_TIMEOUT));
    }
}
