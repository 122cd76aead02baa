package io.dormouse.standalone;

import io.dormouse.sandbox.cloud.AddressRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the person who starts it can choose.
 *
 * @param data where everything is kept
 * @param port the HTTP API's TCP port, 0 for any
 * @param dnsPort the UDP and TCP port of the sandbox's DNS server, 0 for any
 * @param token the API's token from now on; empty: the one that was made before, or a new one
 * @param workflows a folder of jars with workflows
 * @param sandboxRange the loopback addresses that the sandbox may give to servers
 */
record Settings(
        Path data, int port, int dnsPort, Optional<String> token, Optional<Path> workflows, AddressRange sandboxRange) {
    Settings {
        requirePort("--port", port);
        requirePort("--dns-port", dnsPort);
        if (port != 0 && port == dnsPort)
            throw new IllegalArgumentException("--port and --dns-port are both %d; choose two".formatted(port));
        if (token.filter(text -> !text.matches("[A-Za-z0-9._~+/=-]{8,200}")).isPresent()) {
            throw new IllegalArgumentException(
                    "--token must have 8 to 200 of the characters A-Z a-z 0-9 . _ ~ + / = -");
        }
        if (workflows.filter(folder -> !Files.isDirectory(folder)).isPresent()) {
            throw new IllegalArgumentException("--workflows %s is not a folder".formatted(workflows.get()));
        }
    }

    private static void requirePort(String flag, int port) {
        if (port < 0 || port > 65_535)
            throw new IllegalArgumentException("%s %d is not a port; use 0 to 65535".formatted(flag, port));
    }
}
