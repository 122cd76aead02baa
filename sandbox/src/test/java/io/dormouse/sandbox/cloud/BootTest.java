package io.dormouse.sandbox.cloud;

import static io.dormouse.sandbox.cloud.DataCentre.config;
import static io.dormouse.sandbox.cloud.DataCentre.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.sandbox.cloud.Client.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BootTest {
    @RegisterExtension
    final DataCentre centre = new DataCentre();

    final Racks racks = new Racks(0, 0);

    @Test
    void shouldListenWhenItsStateSaysRunning() {
        Client client = centre.start(config().withBootTime(Duration.ofMillis(1)), racks);

        Reply made = client.create("B6", "wish-1");
        client.await(made.id(), reply -> reply.state().equals("RUNNING"));

        assertThat(racks.on).isEqualTo(Map.of(made.id(), made.address()));
    }

    @Test
    void shouldNotBeTurnedOnBeforeItsTime() {
        Client client = centre.start(config().withBootTime(Duration.ofHours(1)), racks);

        Reply made = client.create("B6", "wish-1");

        assertThat(client.server(made.id()).state()).isEqualTo("BOOTING");
        assertThat(racks.on).isEmpty();
    }

    @Test
    void shouldBootOnUntilItsAddressCanBeHad() {
        racks.refuseNext = true;
        Client client = centre.start(config(), racks);

        Reply made = client.create("B6", "wish-1");

        assertThat(made.state()).isEqualTo("BOOTING");
        client.await(made.id(), reply -> reply.state().equals("RUNNING"));
        assertThat(racks.refusedOnce).containsExactly(made.id());
    }

    @Test
    void shouldBootEvenWhenTheAnswerToItsCommitWasLost() {
        Client client = centre.start(config(), racks);
        DataCentre.sql("""
            INSERT INTO server (id, account, token, model, address, created_at)
            VALUES ('srv-lost', 'default', 'wish-1', 'B6', '127.1.0.9', clock_timestamp())\
            """);

        Reply again = client.create("B6", "wish-1");

        assertThat(again.id()).isEqualTo("srv-lost");
        client.await("srv-lost", reply -> reply.state().equals("RUNNING"));
    }

    @Nested
    class AfterARestart {
        @Test
        void shouldListenAgainBeforeTheApiAnswers() {
            Client before = centre.start(config());
            Reply made = before.create("B6", "wish-1");
            centre.stop();

            Client after = centre.start(config(), racks);

            assertThat(racks.on).isEqualTo(Map.of(made.id(), made.address()));
            assertThat(after.server(made.id()).state()).isEqualTo("RUNNING");
        }

        @Test
        void shouldKeepTheApiClosedUntilTheyListen() {
            String made = centre.start(config()).create("B6", "wish-1").id();
            centre.stop();
            Promise<Void> gate = Promise.promise();
            racks.gate = gate.future();

            Future<Client> after = centre.starting(config(), racks);
            result(racks.asked.future());
            for (int i = 0; i < 100; i++) DataCentre.sql("SELECT 1");
            assertThat(after.isComplete()).isFalse();
            gate.complete();

            assertThat(result(after).server(made).state()).isEqualTo("RUNNING");
        }

        @Test
        void shouldCountTheBootTimeFromTheCreation() {
            CloudConfig slow = config().withBootTime(Duration.ofHours(1));
            Client before = centre.start(slow);
            String old = before.create("B6", "old").id();
            String young = before.create("B6", "young").id();
            centre.stop();
            DataCentre.sql("UPDATE server SET created_at = created_at - interval '61 minutes' WHERE token = 'old'");

            Client after = centre.start(slow, racks);

            assertThat(after.server(old).state()).isEqualTo("RUNNING");
            assertThat(after.server(young).state()).isEqualTo("BOOTING");
            assertThat(racks.on).containsOnlyKeys(old);
        }

        @Test
        void shouldStayDeleted() {
            Client before = centre.start(config());
            String gone = before.create("B6", "wish-1").id();
            before.delete(gone);
            centre.stop();

            Client after = centre.start(config(), racks);

            assertThat(racks.on).isEmpty();
            assertThat(after.server(gone).code()).isEqualTo("SERVER_UNKNOWN");
            assertThat(after.create("B6", "wish-1").code()).isEqualTo("SERVER_GONE");
        }

        @Test
        void shouldAnswerTheSameServerForItsToken() {
            String made = centre.start(config()).create("B6", "wish-1").id();
            centre.stop();

            Reply again = centre.start(config()).create("B6", "wish-1");

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.id()).isEqualTo(made);
        }
    }

    @Nested
    class WhenItIsDeleted {
        @Test
        void shouldNotListenAnyMore() {
            Client client = centre.start(config(), racks);
            Reply made = client.create("B6", "wish-1");
            client.await(made.id(), reply -> reply.state().equals("RUNNING"));

            assertThat(client.delete(made.id()).status()).isEqualTo(204);

            assertThat(racks.on).isEmpty();
            assertThat(client.server(made.id()).status()).isEqualTo(404);
            assertThat(client.delete(made.id()).status()).isEqualTo(204);
        }

        @Test
        void shouldNotListenAnyMoreWhenItWasJustBeingTurnedOn() {
            Promise<Void> gate = Promise.promise();
            racks.gate = gate.future();
            Client client = centre.start(config(), racks);
            String id = client.create("B6", "wish-1").id();
            result(racks.asked.future());

            CompletableFuture<Reply> deleted =
                    Client.sendAsync(client.request("/v1/servers/" + id).DELETE());
            client.await(id, reply -> reply.status() == 404);
            assertThat(deleted).isNotDone();
            gate.complete();

            assertThat(deleted.join().status()).isEqualTo(204);
            assertThat(racks.on).isEmpty();
        }

        @Test
        void shouldFreeTheModel() {
            Client client = centre.start(config(), racks);
            String id = client.create("B6", "wish-1").id();
            assertThat(used(client, "B6")).isEqualTo(1);

            client.delete(id);

            assertThat(used(client, "B6")).isZero();
        }

        private static int used(Client client, String model) {
            return client.get("/v1/models").items().stream()
                    .filter(item -> item.getString("name").equals(model))
                    .findFirst()
                    .orElseThrow()
                    .getInteger("used");
        }
    }
}
