package io.dormouse.iaas;

import static io.dormouse.iaas.Await.failure;
import static io.dormouse.iaas.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.ServiceVertx;
import io.dormouse.iaas.provider.SandboxCloud;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IaasAdapterTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Vertx OUTSIDE = ServiceVertx.alone();
    private static final CloudLab CLOUD = new CloudLab();
    private static final AdapterLab ADAPTER = new AdapterLab();

    @BeforeAll
    static void open() {
        CLOUD.open(Duration.ofMillis(1));
        ADAPTER.open(CLOUD.url());
    }

    @AfterAll
    static void end() {
        ADAPTER.end();
        CLOUD.end();
        result(OUTSIDE.close());
    }

    @Nested
    class Create {
        @Test
        void shouldAnswerTheServerWhenItRuns() {
            Server server = result(ADAPTER.create("B6", "create/1/1"));

            assertThat(server.state()).isEqualTo("RUNNING");
            assertThat(server.model()).isEqualTo("B6");
            assertThat(server.address()).startsWith("127.1.");
            assertThat(result(cloud().get(server.id()))).isEqualTo(server);
        }

        @Test
        void shouldMakeOneServerAKeyHoweverOftenItIsAsked() {
            List<Future<Server>> calls = IntStream.range(0, 60)
                    .mapToObj(i -> ADAPTER.create("B6", "often/1/" + i % 3))
                    .toList();

            result(Future.all(calls));

            assertThat(calls.stream().map(call -> call.result().id()).distinct())
                    .hasSize(3);
            assertThat(madeWith("often/1/0", "often/1/1", "often/1/2")).hasSize(3);
            assertThat(result(ADAPTER.create("B6", "often/1/0")))
                    .isEqualTo(calls.getFirst().result());
        }

        @Test
        void shouldGiveAKeyThatTheCloudWouldNotTakeOneServerToo() {
            String odd = "schlüssel 1\n/1/1";

            Server server = result(ADAPTER.create("B6", odd));

            assertThat(result(ADAPTER.create("B6", odd))).isEqualTo(server);
            assertThat(madeWith(odd)).extracting(Server::id).containsExactly(server.id());
        }

        @Test
        void shouldRefuseTheKeyOfAnotherRequest() {
            result(ADAPTER.create("B6", "reused/1/1"));

            assertFails(ADAPTER.create("RARE", "reused/1/1"), CallFailure.KEY_REUSED, "reused/1/1");
        }

        @Test
        void shouldFailTypedWhenTheModelIsUnknown() {
            assertFails(ADAPTER.create("B7", "unknown/1/1"), IaasFailure.MODEL_UNKNOWN, "B7");
        }

        @Test
        void shouldFailTypedAndForGoodWhenNoServerIsLeft() {
            assertFails(ADAPTER.create("NONE", "none/1/1"), IaasFailure.CAPACITY_EXHAUSTED, "NONE");
            assertFails(ADAPTER.create("NONE", "none/1/1"), IaasFailure.CAPACITY_EXHAUSTED, "NONE");
        }

        @Test
        void shouldBeRefusedWithoutAKey() {
            assertFails(ADAPTER.create("B6", " "), CallFailure.KEY_MISSING, "dormouse-key");
        }
    }

    @Nested
    class CreateInBadTimes {
        @AfterEach
        void goodTimes() {
            ADAPTER.close();
            CLOUD.close();
            CLOUD.open(Duration.ofMillis(1));
            ADAPTER.open(CLOUD.url());
        }

        @Test
        void shouldEndWithTheOneServerWhenTheAdapterIsRestartedInTheMiddle() {
            withBootTime(AN_HOUR);
            Future<Server> asked = ADAPTER.createAtLast("B6", "restart/1/1");
            Server booting = whenThere("restart/1/1");
            ADAPTER.close();
            withBootTime(Duration.ofMillis(1));
            assertThat(asked.isComplete()).isFalse();

            ADAPTER.open(CLOUD.url());

            assertThat(result(asked).id()).isEqualTo(booting.id());
            assertThat(result(asked).state()).isEqualTo("RUNNING");
            assertThat(madeWith("restart/1/1")).hasSize(1);
        }

        @Test
        void shouldEndWithTheOneServerWhenTheAnswerToTheOrderWasLost() {
            LossyRoad road = new LossyRoad(CLOUD.port(), 1);
            ADAPTER.close();
            ADAPTER.open(road.url());

            Server server = result(ADAPTER.createAtLast("B6", "lost/1/1"));

            assertThat(road.lost()).isGreaterThan(1);
            assertThat(madeWith("lost/1/1")).extracting(Server::id).containsExactly(server.id());
            road.close();
        }

        @Test
        void shouldStayOpenWhileTheCloudIsAwayAndEndWhenItIsBack() {
            CLOUD.close();
            assertFails(ADAPTER.create("B6", "away/1/1"), CallFailure.UNAVAILABLE, "Connection refused");
            Future<Server> asked = ADAPTER.createAtLast("B6", "away/1/1");

            CLOUD.open(Duration.ofMillis(1));

            assertThat(result(asked).state()).isEqualTo("RUNNING");
            assertThat(madeWith("away/1/1")).hasSize(1);
        }

        @Test
        void shouldEndWhenTheCloudComesBackWhileTheServerBoots() {
            withBootTime(AN_HOUR);
            Future<Server> asked = ADAPTER.createAtLast("B6", "boots/1/1");
            Server booting = whenThere("boots/1/1");

            withBootTime(Duration.ofMillis(1));

            assertThat(result(asked).id()).isEqualTo(booting.id());
        }

        @Test
        void shouldFailTypedWhenItsServerIsDeletedWhileItBoots() {
            withBootTime(AN_HOUR);
            Future<Server> asked = ADAPTER.create("B6", "deleted/1/1");
            Server booting = whenThere("deleted/1/1");

            result(cloud().delete(booting.id()));

            assertFails(asked, IaasFailure.SERVER_UNKNOWN, booting.id());
        }

        @Test
        void shouldKeepOneServerOfACloudThatKnowsNoTokens() {
            ForgetfulCloud forgetful = new ForgetfulCloud();
            ADAPTER.close();
            ADAPTER.open(forgetful);

            Server server = result(ADAPTER.createAtLast("B6", "forgetful/1/1"));

            assertThat(forgetful.guarantee()).isEqualTo(Guarantee.LOOK_UP_BY_KEY);
            assertThat(forgetful.ordered()).isEqualTo(2);
            until(() -> forgetful.findByToken("forgetful/1/1").map(left -> left.size() == 1));
            assertThat(result(forgetful.findByToken("forgetful/1/1")))
                    .extracting(Server::id)
                    .containsExactly(server.id());
        }

        private void withBootTime(Duration bootTime) {
            CLOUD.close();
            CLOUD.open(bootTime);
        }
    }

    @Nested
    class Delete {
        @Test
        void shouldGiveTheServerBack() {
            Server server = result(ADAPTER.create("RARE", "delete/1/1"));

            result(ADAPTER.delete(server.id(), "delete/1/2"));

            assertFails(ADAPTER.create("B7", "delete/1/3"), IaasFailure.MODEL_UNKNOWN, "B7");
            assertThat(madeWith("delete/1/1")).isEmpty();
            Server next = result(ADAPTER.create("RARE", "delete/1/4"));
            assertThat(next.id()).isNotEqualTo(server.id());
            result(ADAPTER.delete(next.id(), "delete/1/5"));
        }

        @Test
        void shouldBeFineWhenTheServerIsGone() {
            Server server = result(ADAPTER.create("B6", "gone/1/1"));
            result(cloud().delete(server.id()));

            boolean empty = result(ADAPTER.delete(server.id(), "gone/1/2").map(body -> body == null));

            assertThat(empty).isTrue();
        }

        @Test
        void shouldNotLetTheKeyOfItsServerMakeAnother() {
            Server server = result(ADAPTER.create("B6", "again/1/1"));
            result(ADAPTER.delete(server.id(), "again/1/2"));

            assertThat(result(ADAPTER.create("B6", "again/1/1"))).isEqualTo(server);
            assertThat(madeWith("again/1/1")).isEmpty();
        }
    }

    @Nested
    class ListOfServers {
        @Test
        void shouldComeInPages() {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 3; i++)
                made.add(result(ADAPTER.create("B6", "pages/1/" + i)).id());

            List<String> listed = new ArrayList<>();
            ServerPage page = result(ADAPTER.list(2, Optional.empty()));
            while (page.next().isPresent()) {
                assertThat(page.items()).hasSize(2);
                page.items().forEach(server -> listed.add(server.id()));
                page = result(ADAPTER.list(2, page.next()));
            }
            page.items().forEach(server -> listed.add(server.id()));

            assertThat(listed).doesNotHaveDuplicates().endsWith(made.toArray(String[]::new));
        }

        @Test
        void shouldRefuseAPageWithoutRoom() {
            assertFails(ADAPTER.list(0, Optional.empty()), CallFailure.INVALID_REQUEST, "0");
        }
    }

    @Test
    void shouldShowInItsSchemaWhatItHasMadeAndNotGivenBack() {
        Server kept = result(ADAPTER.create("B6", "view/1/1"));
        Server given = result(ADAPTER.create("B6", "view/1/2"));
        result(ADAPTER.delete(given.id(), "view/1/3"));

        Pool pool = ADAPTER.database().pool(OUTSIDE, 1);
        List<String> rows = new ArrayList<>();
        result(pool.query("SELECT id, address, created_at, actor FROM server WHERE key LIKE 'view/%'")
                        .execute())
                .forEach(row -> rows.add("%s %s %s %s"
                        .formatted(
                                row.getString("id"),
                                row.getString("address"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getString("actor"))));
        result(pool.close());

        assertThat(rows).containsExactly("%s %s %s ann".formatted(kept.id(), kept.address(), kept.createdAt()));
    }

    private static SandboxCloud cloud() {
        return new SandboxCloud(OUTSIDE, CLOUD.url(), CloudLab.KEY, Duration.ofSeconds(10));
    }

    private static List<Server> madeWith(String... keys) {
        SandboxCloud cloud = cloud();
        return List.of(keys).stream()
                .flatMap(key -> result(cloud.findByToken(key)).stream())
                .toList();
    }

    private static Server whenThere(String key) {
        SandboxCloud cloud = cloud();
        until(() -> cloud.findByToken(key).map(made -> !made.isEmpty()));
        return result(cloud.findByToken(key)).getFirst();
    }

    private static void until(Supplier<Future<Boolean>> condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!result(condition.get())) assertThat(Instant.now()).isBefore(deadline);
    }

    private static void assertFails(Future<?> call, FailureCode code, String word) {
        assertThat(failure(call)).isInstanceOfSatisfying(ServiceException.class, failed -> {
            assertThat(failed.failureCode()).as(failed.getMessage()).isEqualTo(code.code());
            assertThat(failed).hasMessageContaining(word);
        });
    }
}
