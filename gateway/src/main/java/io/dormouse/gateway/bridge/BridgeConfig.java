package io.dormouse.gateway.bridge;

import java.time.Duration;

/**
 * Where the bridge listens, and how long a client may take.
 *
 * @param host the address to listen on: loopback or a private network, for what is said is not encrypted
 * @param port the TCP port; 0 for any free one
 * @param login from the opening of a connection to the first frame with a token
 * @param frame from the length of a frame to its end
 * @param idle from one frame to the next while no answer is under way; a ping is a frame
 * @param room for taking answers off the wire
 */
public record BridgeConfig(String host, int port, Duration login, Duration frame, Duration idle, Duration room) {
    /** With the patience that most clients deserve. */
    public static BridgeConfig at(String host, int port) {
        return new BridgeConfig(
                host,
                port,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60));
    }
}
