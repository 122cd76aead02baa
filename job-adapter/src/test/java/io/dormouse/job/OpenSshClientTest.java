package io.dormouse.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.ServiceVertx;
import io.dormouse.job.provider.SshSettings;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox's servers are meant to be reached by people too, with the client that they have. */
@NeedsOpenSsh
class OpenSshClientTest {
    @TempDir
    Path folder;

    @Test
    void shouldRecogniseEveryServerByTheKnownHostsFile() throws Exception {
        Vertx vertx = ServiceVertx.alone();
        try (DataCentre centre = new DataCentre(vertx, folder)) {
            centre.power("s-1", "127.1.79.1");
            centre.power("s-2", "127.1.79.2");

            assertThat(ssh(centre.ssh(), "127.1.79.1")).isEqualTo("deployed 1.0 on s-1\n");
            assertThat(ssh(centre.ssh(), "127.1.79.2")).isEqualTo("deployed 1.0 on s-2\n");
        } finally {
            Waiting.await(vertx.close());
        }
    }

    private static String ssh(SshSettings settings, String address) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/ssh", "-F", "none", "-p", String.valueOf(settings.port())));
        command.addAll(
                List.of("-i", settings.privateKey().toString(), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"));
        command.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + settings.knownHosts()));
        command.addAll(
                List.of("-o", "GlobalKnownHostsFile=/dev/null", settings.user() + "@" + address, "deploy 1.0 by-hand"));
        Process ssh = new ProcessBuilder(command).redirectErrorStream(true).start();
        ssh.getOutputStream().close();
        String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
