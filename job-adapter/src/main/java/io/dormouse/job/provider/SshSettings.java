package io.dormouse.job.provider;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How hosts are reached over SSH.
 *
 * @param port the TCP port on every host
 * @param user whom to log in as
 * @param privateKey the file with the key to log in with: OpenSSH or PEM format, without a pass phrase
 * @param knownHosts the OpenSSH known-hosts file; a host that is not in it is refused. Read anew for every connection
 * @param connectTimeout how long a TCP connection may take
 * @param loginTimeout how long the SSH handshake and the login may take
 * @param jobTimeout how long a command may run
 * @param sessions how many connections there may be at once; further jobs wait their turn
 */
public record SshSettings(
        int port,
        String user,
        Path privateKey,
        Path knownHosts,
        Duration connectTimeout,
        Duration loginTimeout,
        Duration jobTimeout,
        int sessions) {
    /** Usual limits: 5 s to connect, 10 s to log in, 10 minutes to run, 500 at once. */
    public static SshSettings of(int port, String user, Path privateKey, Path knownHosts) {
        return new SshSettings(
                port,
                user,
                privateKey,
                knownHosts,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                500);
    }
}
