package io.dormouse.sandbox.cloud;

import static io.dormouse.sandbox.cloud.DataCentre.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.sandbox.cloud.Client.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @RegisterExtension
    final DataCentre centre = new DataCentre();

    @Nested
    class OfARangeWithSixAddresses {
        final CloudConfig six = config().withAddresses(AddressRange.parse("127.1.2.8/29"));

        @Test
        void shouldSkipNetworkAndBroadcast() {
            Client client = centre.start(six);

            assertThat(IntStream.range(0, 6)
                            .mapToObj(i -> client.create("B6", "wish-" + i).address()))
                    .containsExactly("127.1.2.9", "127.1.2.10", "127.1.2.11", "127.1.2.12", "127.1.2.13", "127.1.2.14");
        }

        @Test
        void shouldComeBackOnlyAfterAllOthers() {
            Client client = centre.start(six);
            client.delete(client.create("B6", "first").id());

            assertThat(IntStream.range(0, 6)
                            .mapToObj(i -> client.create("B6", "wish-" + i).address()))
                    .last()
                    .isEqualTo("127.1.2.9");
        }

        @Test
        void shouldComeBackOnlyAfterAllOthersWhenTheCloudWasRestarted() {
            Client before = centre.start(six);
            before.delete(before.create("B6", "first").id());
            centre.stop();

            assertThat(centre.start(six).create("B6", "wish-1").address()).isEqualTo("127.1.2.10");
        }

        @Test
        void shouldRefuseTheSeventhServer() {
            Client client = centre.start(six);
            IntStream.range(0, 6).forEach(i -> client.create("B6", "wish-" + i));

            Reply refused = client.create("B6", "wish-7");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("CAPACITY_EXHAUSTED");
            assertThat(refused.json().getString("detail")).contains("127.1.2.8/29");
        }

        @Test
        void shouldPassOverWhatAnotherProgramUses() throws Exception {
            try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.1.2.9"))) {
                Client client = centre.start(six, new Racks(0, stranger.getLocalPort()));

                assertThat(client.create("B6", "wish-1").address()).isEqualTo("127.1.2.10");
            }
        }

        @Test
        void shouldRefuseWhenAnotherProgramUsesThemAll() throws Exception {
            try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
                Client client = centre.start(six, new Racks(stranger.getLocalPort()));

                assertThat(client.create("B6", "wish-1").code()).isEqualTo("CAPACITY_EXHAUSTED");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, is not loopback",
        "127.1.0.1/16, does not begin at a block of its size; 127.1.0.0/16 does",
        "127.1.0.0/31, needs a prefix of 8 to 30 bits",
        "127.1.0.300/30, has a part over 255",
        "127.1.0.0, is not of the form 127.1.0.0/16"
    })
    void shouldRefuseARangeThatServersCannotHave(String cidr, String why) {
        assertThatThrownBy(() -> AddressRange.parse(cidr))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cidr)
                .hasMessageContaining(why);
    }
}
