package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** An adapter in a member of a cluster, as it runs as a process of its own; only its time is stepped. */
final class AdapterMember implements AutoCloseable {
    private static final Predicate<Duration> UNTIL_QUIET = delay -> delay.toMinutes() > 50;

    final SteppedAlarm alarm = new SteppedAlarm();
    final Ledger ledger;
    private final ClusterMember member;
    private final LedgerPorts ports;
    private final CountDownLatch thaw = new CountDownLatch(1);

    AdapterMember(String cluster, List<String> others, Database database, Cloud cloud) {
        member = await(ClusterMember.join(new ClusterConfig(cluster, "iaas", "127.0.0.1", 0, others)));
        ports = LedgerPorts.of(member.vertx(), database, alarm, System::nanoTime);
        ledger = await(Ledger.open(ports, IaasService.ADDRESS));
        await(KeyedEndpoint.of(member.vertx(), IaasService.class, ledger)
                .keyed(
                        "create",
                        CreateServer.class,
                        Server.class,
                        Guarantee.LOOK_UP_BY_KEY,
                        TestInstance.REQUEST_TIMEOUT,
                        cloud,
                        cloud)
                .keyed(
                        "delete",
                        DeleteServer.class,
                        Void.class,
                        Guarantee.IDEMPOTENT_BY_TOKEN,
                        TestInstance.REQUEST_TIMEOUT,
                        (request, attempt) -> Future.succeededFuture())
                .query(
                        "list",
                        ListServers.class,
                        request -> Future.succeededFuture(new ServerPage(List.of(), Optional.empty())))
                .bind());
    }

    String hostAndPort() {
        return "127.0.0.1:"
                + member.hazelcast().getCluster().getLocalMember().getAddress().getPort();
    }

    int members() {
        return member.hazelcast().getCluster().getMembers().size();
    }

    /** Asks over the bus as another service does, until there is an outcome. */
    Future<Server> askToCreate(String address, String key) {
        JsonObject body = new JsonObject().put("request", Wire.encode(new CreateServer("B6")));
        return new KeyedCall(address, "create", body, key, "ada")
                .send(member.vertx())
                .map(answer -> Wire.decode((JsonObject) answer, Server.class));
    }

    /** Its heart beats until it has seen what another left, and the requests of that one must have landed. */
    void takeOver() {
        Waiting.until("it takes over", () -> {
            alarm.ringIfSet(TestInstance.BEAT::equals);
            return alarm.has(UNTIL_QUIET);
        });
        alarm.ring(UNTIL_QUIET);
    }

    void beat() {
        alarm.ring(TestInstance.BEAT);
    }

    /** Its one thread stands still, as if the machine below it did. */
    void freeze() {
        CountDownLatch frozen = new CountDownLatch(1);
        ports.loop().execute(() -> {
            frozen.countDown();
            Waiting.forLatch(thaw);
        });
        Waiting.forLatch(frozen);
    }

    void thaw() {
        thaw.countDown();
    }

    /** Ends without a word to the other members and to Postgres, as a killed process does. */
    void die() {
        member.hazelcast().getLifecycleService().terminate();
        close();
    }

    @Override
    public void close() {
        thaw();
        await(member.vertx().close().otherwiseEmpty());
    }
}
