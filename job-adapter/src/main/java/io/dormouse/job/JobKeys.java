package io.dormouse.job;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import io.dormouse.job.provider.SshSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process with the job adapter is told. */
final class JobKeys {
    private static final Key<Integer> PORT =
            Key.standard("ssh.port", Form.remotePort(), "22", "SSH's port on every host");
    private static final Key<String> USER = Key.required("ssh.user", Form.text("a user"), "whom to log in as");
    private static final Key<Path> PRIVATE_KEY =
            Key.required("ssh.key", Form.file(), "the private key to log in with, without a pass phrase");
    private static final Key<Path> KNOWN_HOSTS = Key.required(
            "ssh.known-hosts", Form.path(), "the OpenSSH known-hosts file, read anew for every connection");
    private static final Key<Integer> SESSIONS =
            Key.standard("ssh.sessions", Form.number(1, 10_000, "connections"), "500", "how many there may be at once");
    private static final Key<Duration> JOB_TIMEOUT = Key.standard(
            "ssh.job-timeout",
            Form.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
            "10m",
            "how long a command may run");

    private JobKeys() {}

    static List<Key<?>> all() {
        return List.of(PORT, USER, PRIVATE_KEY, KNOWN_HOSTS, SESSIONS, JOB_TIMEOUT);
    }

    static JobAdapterConfig read(Configuration told, Database database) {
        SshSettings usual =
                SshSettings.of(told.get(PORT), told.get(USER), told.get(PRIVATE_KEY), told.get(KNOWN_HOSTS));
        SshSettings ssh = new SshSettings(
                usual.port(),
                usual.user(),
                usual.privateKey(),
                usual.knownHosts(),
                usual.connectTimeout(),
                usual.loginTimeout(),
                told.get(JOB_TIMEOUT),
                told.get(SESSIONS));
        return JobAdapterConfig.of(database, ssh);
    }
}
