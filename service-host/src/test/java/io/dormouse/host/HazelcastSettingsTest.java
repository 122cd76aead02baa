package io.dormouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.ClusterState;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class HazelcastSettingsTest {
    @Test
    void shouldSpeakToNobodyItWasNotToldOf() {
        Config config = HazelcastSettings.of(ClusterConfig.alone("zoo", "other"));
        JoinConfig join = config.getNetworkConfig().getJoin();

        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
        assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.local.localAddress")).isEqualTo("127.0.0.1");
        assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
        assertThat(config.getAdvancedNetworkConfig().isEnabled()).isFalse();
        assertThat(config.getNetworkConfig().getRestApiConfig().isEnabled()).isFalse();
    }

    @Test
    void shouldJoinByAListOfAddresses() {
        List<String> members = List.of("10.0.0.1:5701", "10.0.0.2:5701");

        JoinConfig join = joinOf(members, Optional.empty());

        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers()).isEqualTo(members);
        assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    }

    @Test
    void shouldJoinThePodsOfAHeadlessServiceByItsName() {
        JoinConfig join = joinOf(List.of(), Optional.of("dormouse.default.svc.cluster.local"));

        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
        assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
        assertThat(join.getKubernetesConfig().getProperty("service-dns"))
                .isEqualTo("dormouse.default.svc.cluster.local");
    }

    @Test
    void shouldRefuseTwoWaysToJoin() {
        assertThatThrownBy(() -> joinOf(List.of("10.0.0.1:5701"), Optional.of("a-service")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each means "ask again" or "this is why not"; one that is missing makes a call hang when members come and go. */
    @Test
    void shouldReadTheExceptionsOfEveryPartOfHazelcastThatIsUsedHere() throws Exception {
        Path jar = Path.of(Hazelcast.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile classes = new JarFile(jar.toFile())) {
            assertThat(classes.stream()
                            .map(entry -> entry.getName().replace('/', '.'))
                            .filter(name -> name.matches(
                                    "com\\.hazelcast\\.(core|cluster|spi\\.exception|map|partition|splitbrainprotection|"
                                        + "internal\\.(cluster|partition|server)|nio)\\..*Exception\\.class"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .filter(HazelcastSettingsTest::isThrown))
                    .hasSizeGreaterThan(20)
                    .isSubsetOf(HazelcastSettings.javaObjects());
        }
    }

    private static boolean isThrown(String name) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(name, false, Hazelcast.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNotReadAnythingElseOfHazelcast() throws ClassNotFoundException {
        for (String name : HazelcastSettings.javaObjects()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (!name.startsWith("com.hazelcast") || type == ClusterState.class) continue;
            assertThat(type).isAssignableTo(Throwable.class);
        }
    }

    private static JoinConfig joinOf(List<String> members, Optional<String> service) {
        ClusterConfig cluster = new ClusterConfig("zoo", "workflow", "127.0.0.1", 5701, 0, 10, members, service);
        return HazelcastSettings.of(cluster).getNetworkConfig().getJoin();
    }
}
