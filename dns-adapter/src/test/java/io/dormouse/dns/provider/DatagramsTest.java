package io.dormouse.dns.provider;

import static io.dormouse.dns.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramsTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final Datagrams datagrams = await(Datagrams.open(vertx, "127.0.0.1", 9, Duration.ofSeconds(1)));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    /** An update is numbered when it is signed, and sent only after a commit: others are signed in between. */
    @Test
    void shouldNotGiveANumberAgainWhileARequestMayBeWaitingToBeSent() {
        assertThat(IntStream.range(0, 10_000)
                        .map(i -> datagrams.nextNumber())
                        .distinct()
                        .count())
                .isEqualTo(10_000);
    }
}
