package io.dormouse.iaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.Attempt;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An adapter that took a call over, looked at the cloud, was frozen, and is superseded when it thaws. */
class SupersededTakerTest {
    private record Superseded(String key, int number, String actor, Optional<JsonObject> expected) implements Attempt {
        @Override
        public Future<Void> expect(JsonObject found) {
            return stillCounts();
        }

        @Override
        public Future<Void> stillCounts() {
            return Future.failedFuture(new IllegalStateException("attempt %d is superseded".formatted(number)));
        }
    }

    @Test
    void shouldMakeNoServerBecauseOfWhatItSawBefore() {
        ForgetfulCloud cloud = new ForgetfulCloud();
        Vertx vertx = ServiceVertx.alone();
        try {
            Future<Server> made = new IaasEndpoint(cloud, new BootWatch(vertx, cloud, Duration.ofMillis(1)))
                    .create(new CreateServer("B2"), new Superseded("w/0/0", 2, "ada", Optional.empty()));
            assertThat(made.failed()).isTrue();
            assertThat(cloud.ordered()).isZero();
        } finally {
            vertx.close().await();
        }
    }
}
