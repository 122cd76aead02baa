package io.dormouse.sandbox.cloud;

import static io.dormouse.sandbox.cloud.DataCentre.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.sandbox.cloud.Client.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CreateServerTest {
    @RegisterExtension
    final DataCentre centre = new DataCentre();

    @Test
    void shouldAnswerABootingServer() {
        Client client = centre.start(config().withBootTime(Duration.ofHours(1)));

        Reply made = client.create("B6", "wish-1");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().fieldNames())
                .containsExactlyInAnyOrder("id", "model", "address", "state", "createdAt", "token");
        assertThat(made.json().getString("model")).isEqualTo("B6");
        assertThat(made.json().getString("token")).isEqualTo("wish-1");
        assertThat(made.state()).isEqualTo("BOOTING");
        assertThat(made.address()).isEqualTo("127.1.0.1");
        assertThat(Instant.parse(made.json().getString("createdAt")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(client.server(made.id()).json()).isEqualTo(made.json());
    }

    @Test
    void shouldRefuseAModelThatThereIsNot() {
        Reply refused = centre.start(config()).create("B7", "wish-1");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("MODEL_UNKNOWN");
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.json().getString("detail")).contains("B7", "B2", "B4", "B6");
    }

    @Test
    void shouldGiveAThousandWishesAtOnceAThousandServers() {
        Client client = centre.start(config());

        List<Reply> replies = all(1_000, i -> client.createAsync("B" + (2 + i % 3 * 2), "wish-" + i));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies).extracting(Reply::id).doesNotHaveDuplicates();
        assertThat(replies).extracting(Reply::address).doesNotHaveDuplicates();
    }

    @Nested
    class WithATokenThatIsKnown {
        @Test
        void shouldAnswerTheServerThatItMade() {
            Client client = centre.start(config());
            Reply made = client.create("B6", "wish-1");

            Reply again = client.create("B6", "wish-1");

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.id()).isEqualTo(made.id());
            assertThat(client.get("/v1/servers").items()).hasSize(1);
        }

        @Test
        void shouldMakeOneServerHoweverManyAskAtOnce() {
            Client client = centre.start(config());

            List<Reply> replies = all(100, i -> client.createAsync("B6", "wish-1"));

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(99);
            assertThat(replies)
                    .extracting(Reply::id)
                    .containsOnly(replies.getFirst().id());
            assertThat(client.get("/v1/servers").items()).hasSize(1);
        }

        @Test
        void shouldMakeOneServerWhenTwoProcessesAreAsked() {
            Client one = centre.start(config());
            Client two = centre.start(config());

            List<Reply> replies = all(200, i -> (i % 2 == 0 ? one : two).createAsync("B6", "wish-" + i / 2));

            assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 200);
            assertThat(replies).extracting(Reply::id).doesNotContainNull();
            assertThat(replies.stream().map(Reply::id).distinct()).hasSize(100);
            assertThat(one.get("/v1/servers?limit=1000").items()).hasSize(100);
        }

        @Test
        void shouldRefuseAnotherModel() {
            Client client = centre.start(config());
            client.create("B6", "wish-1");

            Reply refused = client.create("B4", "wish-1");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("TOKEN_REUSED");
        }

        @Test
        void shouldRefuseOneOfTwoModelsAskedForAtOnce() {
            Client client = centre.start(config());

            List<Reply> replies = all(50, i -> client.createAsync(i % 2 == 0 ? "B4" : "B6", "wish-1"));

            assertThat(replies.stream().map(Reply::status).distinct()).containsExactlyInAnyOrder(201, 200, 409);
            assertThat(client.get("/v1/servers").items()).hasSize(1);
        }

        @Test
        void shouldSayThatItsServerIsGoneWhenItWasDeleted() {
            Client client = centre.start(config());
            client.delete(client.create("B6", "wish-1").id());

            Reply gone = client.create("B6", "wish-1");

            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.code()).isEqualTo("SERVER_GONE");
            assertThat(client.get("/v1/servers").items()).isEmpty();
        }

        @Test
        void shouldTakeItAsAnotherWishFromAnotherAccount() {
            CloudConfig config = config().withAccounts(new Account("a", "key-a", 10), new Account("b", "key-b", 10));
            Client a = centre.start(config);
            Client b = new Client(a.port(), "key-b");

            Reply ofA = a.create("B6", "wish-1");
            Reply ofB = b.create("B4", "wish-1");

            assertThat(List.of(ofA.status(), ofB.status())).containsOnly(201);
            assertThat(b.server(ofA.id()).code()).isEqualTo("SERVER_UNKNOWN");
            assertThat(b.delete(ofA.id()).status()).isEqualTo(204);
            assertThat(a.server(ofA.id()).status()).isEqualTo(200);
        }
    }

    @Nested
    class WhenThereIsNoMore {
        @Test
        void shouldNeverExceedTheCapacityOfAModel() {
            CloudConfig config = config().withModels(new Model("B2", 1, 1, 7), new Model("B6", 1, 1, 100));
            Client one = centre.start(config);
            Client two = centre.start(config);

            List<Reply> replies = all(40, i -> (i % 2 == 0 ? one : two).createAsync("B2", "wish-" + i));

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(7);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 409)
                    .hasSize(33)
                    .allMatch(reply -> reply.code().equals("CAPACITY_EXHAUSTED"));
            assertThat(one.create("B6", "other").status()).isEqualTo(201);
        }

        @Test
        void shouldGiveTheSameTokenAServerOnceOneIsFree() {
            Client client = centre.start(config().withModels(new Model("B2", 1, 1, 1)));
            String first = client.create("B2", "wish-1").id();
            assertThat(client.create("B2", "wish-2").code()).isEqualTo("CAPACITY_EXHAUSTED");

            client.delete(first);

            assertThat(client.create("B2", "wish-2").status()).isEqualTo(201);
        }

        @Test
        void shouldNeverExceedTheQuotaOfAnAccount() {
            Client client =
                    centre.start(config().withAccounts(new Account("a", "key-a", 3), new Account("b", "key-b", 10)));

            List<Reply> replies = all(10, i -> client.createAsync("B6", "wish-" + i));

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(3);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 429)
                    .hasSize(7)
                    .allMatch(reply -> reply.code().equals("QUOTA_EXCEEDED"));
            assertThat(new Client(client.port(), "key-b").create("B6", "wish-1").status())
                    .isEqualTo(201);
        }
    }

    @Test
    void shouldAskToComeAgainWhenItsDatabaseDoesNotTakeIt() {
        Client client = centre.start(config());
        DataCentre.sql("ALTER TABLE allocation RENAME TO away");
        Reply refused = client.create("B6", "wish-1");
        DataCentre.sql("ALTER TABLE away RENAME TO allocation");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("UNAVAILABLE");
        assertThat(client.create("B6", "wish-1").status()).isEqualTo(201);
    }

    private static List<Reply> all(int count, IntFunction<CompletableFuture<Reply>> request) {
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, count).mapToObj(request).toList();
        return sent.stream().flatMap(reply -> Stream.of(reply.join())).toList();
    }
}
