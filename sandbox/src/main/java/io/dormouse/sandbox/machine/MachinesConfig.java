package io.dormouse.sandbox.machine;

import java.nio.file.Path;

/**
 * How the servers of the sandbox listen.
 *
 * @param sshPort the TCP port of SSH on every address; 0 gives each server a free one ({@link Machines#portsOf})
 * @param httpPort the TCP port of HTTP on every address; 0 gives each server a free one
 * @param keyFolder where the host key that all servers share is kept; made if missing
 * @param authorizedKey the one key that may log in, as an OpenSSH public-key line: {@code ssh-ed25519 AAAA… comment}
 */
public record MachinesConfig(int sshPort, int httpPort, Path keyFolder, String authorizedKey) {
    /** The user that SSH clients log in as. */
    public static final String USER = "dormouse";

    /** The private half of the host key: OpenSSH's own format, mode 600. */
    public Path hostKey() {
        return keyFolder.resolve("ssh_host_ed25519_key");
    }

    /** What a client needs to recognise every server here, as an OpenSSH known-hosts file. */
    public Path knownHosts() {
        return keyFolder.resolve("known_hosts");
    }
}
