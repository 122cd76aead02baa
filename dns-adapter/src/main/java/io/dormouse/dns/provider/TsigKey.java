package io.dormouse.dns.provider;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** The key shared with the server (RFC 8945). */
public final class TsigKey {
    /** The names in DNS (RFC 8945 §6) and in Java. */
    private static final Map<String, String> ALGORITHMS = new TreeMap<>(Map.of(
            "hmac-sha224",
            "HmacSHA224",
            "hmac-sha256",
            "HmacSHA256",
            "hmac-sha384",
            "HmacSHA384",
            "hmac-sha512",
            "HmacSHA512"));

    private final Name name;
    private final Name algorithm;
    private final SecretKey secret;

    private TsigKey(Name name, Name algorithm, SecretKey secret) {
        this.name = name;
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /**
     * A key as it stands in the server's configuration.
     *
     * @throws IllegalArgumentException if one of the three is wrong; the message says which, and never holds the secret
     */
    public static TsigKey of(String name, String algorithm, String secretBase64) {
        String lower = algorithm.toLowerCase(Locale.ROOT);
        String mac = ALGORITHMS.get(lower);
        if (mac == null) {
            throw new IllegalArgumentException("the algorithm '%s' of the key %s must be one of %s"
                    .formatted(algorithm, name, String.join(", ", ALGORITHMS.keySet())));
        }
        Name algorithmName = Name.fromConstantString(lower + ".");
        try {
            byte[] secret = Base64.getDecoder().decode(secretBase64);
            return new TsigKey(Name.fromString(name, Name.root), algorithmName, new SecretKeySpec(secret, mac));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the secret of the key %s is not Base64, or empty".formatted(name), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("'%s' is not the name of a key: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Signs with the time of now, and checks what is signed. */
    TSIG now() {
        return new TSIG(algorithm, name, secret);
    }

    /** Signs with a time of another clock. */
    TSIG at(Instant time) {
        return new TSIG(algorithm, name, secret, Clock.fixed(time, ZoneOffset.UTC));
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name.toString(true);
    }
}
