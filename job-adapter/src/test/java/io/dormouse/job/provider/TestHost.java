package io.dormouse.job.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A host on 127.0.0.1 that lets one key in and has these commands; {@code x} is any word.
 * <ul>
 *   <li>{@code say TEXT} prints the text on standard output and {@code but TEXT} on standard error
 *   <li>{@code fail STATUS} prints {@code about to fail} and ends with the status
 *   <li>{@code flood BYTES} prints so many bytes, of which the last line is {@code the end}
 *   <li>{@code garble x} prints bytes that are no text: FF, NUL, ESC
 *   <li>{@code read x} prints how many bytes it could read before its input ended
 *   <li>{@code block x} begins, and ends with {@code let go} when {@link #letGo} is called
 *   <li>{@code linger x} prints {@code left behind} and ends, but something holds its output open until {@link #letGo} is called
 *   <li>{@code drop x} breaks its own connection
 *   <li>{@code once KEY} does it once per key: the first time it breaks its connection when it is done, later it prints {@code done}
 *   <li>{@code killed x} is ended by the signal KILL
 * </ul>
 */
public interface TestHost extends AutoCloseable {
    /** Where it listens on 127.0.0.1. */
    int port();

    /** The private key that is let in. */
    Path loginKey();

    /** A line of a known-hosts file: {@code kind base64}. */
    String hostKey();

    /** Whom it lets in. */
    String user();

    /** How many commands have begun. */
    int begun();

    /** Ends {@code block}, now or when it comes. */
    void letGo() throws IOException;

    /** The line of a known-hosts file by which it is recognised. */
    default String knownHostsLine() {
        return "[127.0.0.1]:%d %s%n".formatted(port(), hostKey());
    }

    /** How to reach it, with limits that no test meets. */
    default SshSettings settings(Path knownHosts) {
        return new SshSettings(
                port(),
                user(),
                loginKey(),
                knownHosts,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                50);
    }

    @Override
    void close() throws IOException;
}
