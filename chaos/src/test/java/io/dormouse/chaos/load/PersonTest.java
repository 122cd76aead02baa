package io.dormouse.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dormouse.chaos.promise.Diaries;
import io.dormouse.chaos.promise.Diary;
import io.dormouse.chaos.promise.Wish;
import io.dormouse.chaos.site.Access;
import io.dormouse.chaos.site.Cloud;
import io.dormouse.chaos.site.Database;
import io.dormouse.chaos.site.Dns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client insists until somebody answers, and what it writes down is what it was told. */
class PersonTest {
    @TempDir
    Path folder = Path.of("");

    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Pace pace = new Pace(Rate.of(1_000));
    private final Counters counters = new Counters();
    private final HttpServer gateway;

    PersonTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() {
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    /** Status 0 breaks the connection; when nothing is left to say, nobody is ready. */
    private void answer(HttpExchange exchange) throws IOException {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        Integer status = statuses.poll();
        if (status == null) pace.sendHome();
        byte[] body = "{\"code\":\"SAID\"}".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            if (status != null && status == 0) return;
            exchange.sendResponseHeaders(status == null ? 503 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void shouldAskAgainUnderTheSameKeyUntilSomebodyAnswers() {
        statuses.addAll(List.of(503, 0, 503, 202));
        Wish noted = signalledTo(List.of(address()));

        assertThat(keys).hasSize(4).containsOnly(noted.key());
        assertThat(noted.isAcknowledged()).isTrue();
        assertThat(noted.answer().orElseThrow().tries()).isEqualTo(4);
        assertThat(counters.progress().acknowledged()).containsEntry("signal", 1L);
    }

    @Test
    void shouldTakeARefusalForAnAnswer() {
        statuses.add(409);
        Wish noted = signalledTo(List.of(address()));

        assertThat(keys).hasSize(1);
        assertThat(noted.isRefused()).isTrue();
        assertThat(noted.answer().orElseThrow().code()).isEqualTo("SAID");
    }

    @Test
    void shouldComeToAnotherGatewayWhenOneIsDead() throws IOException {
        statuses.add(202);
        assertThat(signalledTo(List.of(dead(), address())).isAcknowledged()).isTrue();
    }

    @Test
    void shouldHaveNotedWhatItAskedWhenNobodyEverAnswers() {
        assertThatThrownBy(() -> signalledTo(List.of(address()))).isInstanceOf(Pace.GoneHome.class);

        assertThat(Diaries.read(folder)).singleElement().satisfies(wish -> {
            assertThat(wish.target()).isEqualTo("w");
            assertThat(wish.answer()).isEmpty();
        });
    }

    private Wish signalledTo(List<URI> gateways) {
        Access access = new Access(
                gateways,
                Map.of("alice", "secret"),
                new Database("127.0.0.1", 1, "none", ""),
                new Cloud(URI.create("http://127.0.0.1:1"), ""),
                new Dns(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "chaos.test", "key.", ""),
                folder);
        try (Door door = new Door(access);
                Diary diary = Diary.of(folder, "c001")) {
            new Person("c001", door, diary, pace, counters, new Random(1)).signal("w", "letter", "hello");
        }
        return Diaries.read(folder).getFirst();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    }

    /** Where nobody listens any more. */
    private static URI dead() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
