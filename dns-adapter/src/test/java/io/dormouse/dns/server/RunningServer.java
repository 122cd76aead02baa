package io.dormouse.dns.server;

import io.dormouse.dns.provider.TsigKey;

/** A name server that is authoritative for {@code example.test} on loopback, with a key that may update and transfer it. */
public interface RunningServer extends AutoCloseable {
    String ZONE = "example.test";
    String KEY_NAME = "ddns-key";
    String ALGORITHM = "hmac-sha256";

    int port();

    String secret();

    default TsigKey key() {
        return TsigKey.of(KEY_NAME, ALGORITHM, secret());
    }

    @Override
    void close();
}
