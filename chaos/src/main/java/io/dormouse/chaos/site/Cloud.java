package io.dormouse.chaos.site;

import java.net.URI;

/**
 * The sandbox's cloud API, as the adapters use it.
 *
 * @param url its base
 * @param key opens it
 */
public record Cloud(URI url, String key) {
    /** Never prints the key. */
    @Override
    public String toString() {
        return url.toString();
    }
}
