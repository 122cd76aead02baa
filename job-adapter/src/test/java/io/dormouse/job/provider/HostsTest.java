package io.dormouse.job.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.job.JobException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.1.0.1", "192.0.2.7", "2001:db8::7", "::1"})
    void shouldTakeALiteralAddress(String address) {
        assertThat(Hosts.literal(address)).isEqualTo(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "web1.demo.test",
                "127.1",
                "127.0.0.01",
                "2130706433",
                "0x7f.0.0.1",
                "127.0.0.1 ",
                "127.0.0.1:22",
                "[::1]",
                "fe80::1%eth0",
                "::ffff:127.0.0.1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "256.0.0.1",
                "-oProxyCommand=x"
            })
    void shouldRefuseAnythingElse(String address) {
        assertThatThrownBy(() -> Hosts.literal(address))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("is not the literal IP address of a host");
    }
}
