package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SocketFailuresTest {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx = ServiceVertx.alone();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void shouldNameThePortThatAnotherServerHas() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            int taken = other.getLocalPort();

            assertRefused(vertx.createNetServer().connectHandler(never -> {}).listen(taken, HOST), HOST + ":" + taken);
            assertRefused(vertx.createHttpServer().requestHandler(never -> {}).listen(taken, HOST), HOST + ":" + taken);
        }
    }

    @Test
    void shouldNameThePortThatAnotherHasForDatagrams() throws IOException {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(HOST, 0))) {
            assertRefused(
                    vertx.createDatagramSocket().listen(other.getLocalPort(), HOST), HOST + ":" + other.getLocalPort());
        }
    }

    @Test
    void shouldNameAnAddressThatThisMachineHasNot() {
        assertRefused(vertx.createNetServer().connectHandler(never -> {}).listen(8080, "192.0.2.1"), "192.0.2.1:8080");
    }

    @Test
    void shouldSayInWordsThatNobodyListens() throws IOException {
        int nobodys;
        try (ServerSocket left = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            nobodys = left.getLocalPort();
        }

        assertThatThrownBy(() -> await(vertx.createNetClient().connect(nobodys, HOST)))
                .rootCause()
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection refused: /%s:%d".formatted(HOST, nobodys));
    }

    private static void assertRefused(Future<?> listening, String address) {
        assertThatThrownBy(() -> await(listening))
                .rootCause()
                .isInstanceOf(BindException.class)
                .hasMessageContaining(address);
    }
}
