package io.dormouse.gateway.http;

import java.time.Duration;

/**
 * How long a client may take.
 *
 * @param head from the opening of a connection to the end of the first request's headers
 * @param body from there to the end of the body
 * @param idle from an answer to the end of the next request's headers
 * @param answer for taking an answer off the wire
 */
public record Patience(Duration head, Duration body, Duration idle, Duration answer) {
    /** Enough for a slow line, too little for somebody who only wants to hold connections. */
    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(75), Duration.ofSeconds(60));
}
