package io.dormouse.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final Form<Duration> TIME = Form.duration(Duration.ofMillis(10), Duration.ofHours(1));

    @Test
    void shouldReadTimesOfEveryUnit() {
        assertThat(List.of("200ms", "5s", "10m", "1h").stream().map(TIME.reader()))
                .containsExactly(
                        Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 s", "-5s", "9ms", "2h", "1d", "", "99999999999s"})
    void shouldRefuseATimeWithoutUnitOrOutOfItsLimits(String text) {
        assertThatThrownBy(() -> TIME.reader().apply(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadHostsWithAndWithoutPort() {
        assertThat(HostPort.form(5432).reader().apply("db")).isEqualTo(new HostPort("db", 5432));
        assertThat(HostPort.form(5432).reader().apply("10.0.0.1:6000")).isEqualTo(new HostPort("10.0.0.1", 6000));
        assertThat(HostPort.form(5432).reader().apply("[fd00::1]:6000")).hasToString("[fd00::1]:6000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db:0", "db:65536", "db:", ":5432", "a b", ""})
    void shouldRefuseWhatIsNoHostAndPort(String text) {
        assertThatThrownBy(() -> HostPort.form(5432).reader().apply(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadPairs() {
        assertThat(Form.mapOf("a=warn", Form.oneOf("warn", "debug")).reader().apply("io.a=warn, io.b=debug"))
                .isEqualTo(Map.of("io.a", "warn", "io.b", "debug"));
    }

    @Test
    void shouldFindTheOwnAddressInANetwork() {
        assertThat(PrivateAddress.form().reader().apply("127.0.0.0/8")).isEqualTo("127.0.0.1");
        assertThat(PrivateAddress.form().reader().apply("localhost")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "192.0.2.0/24", "10.255.255.254", ""})
    void shouldBindNeitherEveryAddressNorAPublicOneNorThatOfAnother(String text) {
        assertThatThrownBy(() -> PrivateAddress.form().reader().apply(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
