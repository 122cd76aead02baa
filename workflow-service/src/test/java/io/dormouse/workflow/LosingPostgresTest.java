package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.host.config.HostPort;
import io.dormouse.postgres.EmbeddedDatabase.Schema;
import io.dormouse.postgres.ReplicatedPostgres;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A primary that is lost under load, with a synchronous standby: what was acknowledged is there, once and in order. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
final class LosingPostgresTest {
    private static final int WORKFLOWS = 20;
    private static final int SIGNALS = 60;

    private final ReplicatedPostgres postgres = ReplicatedPostgres.start();
    private final Schema schema = postgres.freshSchema("dormouse");

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void shouldGoOnByItselfWithAllThatWasAcknowledgedWhenTheStandbyIsPromotedInItsPlace() {
        try (ServiceUnderTest service = new ServiceUnderTest(at(List.of(
                        new HostPort(schema.host(), postgres.primaryPort()),
                        new HostPort(schema.host(), postgres.standbyPort()))))
                .up()) {
            SignalLoad load = new SignalLoad(service, WORKFLOWS, SIGNALS);
            load.begin();
            load.awaitAcknowledged(WORKFLOWS * SIGNALS / 3);

            postgres.killPrimary();
            postgres.promoteStandby();

            load.awaitEnd();
            everythingIsThereOnceAndInOrder(service, load);
        }
    }

    /** Nobody tells the clients, and the old primary goes on believing; but it can commit nothing without its standby. */
    @Test
    void shouldLeaveAPrimaryThatVanishedForItAndStillLives() {
        try (Wires wires = new Wires();
                ServiceUnderTest service = new ServiceUnderTest(at(List.of(
                                wires.to(new HostPort(schema.host(), postgres.primaryPort())),
                                wires.to(new HostPort(schema.host(), postgres.standbyPort())))))
                        .up()) {
            SignalLoad load = new SignalLoad(service, WORKFLOWS, SIGNALS);
            load.begin();
            load.awaitAcknowledged(WORKFLOWS * SIGNALS / 3);

            wires.silence(postgres.primaryPort());
            postgres.promoteStandby();

            load.awaitEnd();
            everythingIsThereOnceAndInOrder(service, load);
        }
    }

    /** An operator who cancels the wait makes Postgres report a commit that only this server has. */
    @Test
    void shouldNotAcknowledgeWhatOnlyTheLostPrimaryHas() {
        try (ServiceUnderTest service = new ServiceUnderTest(at(List.of(
                        new HostPort(schema.host(), postgres.primaryPort()),
                        new HostPort(schema.host(), postgres.standbyPort()))))
                .up()) {
            service.start("collect", SignalLoad.input(1), "w");
            service.awaitThat("w", view -> view.status().equals("WAITING"));
            postgres.killStandby();
            var acknowledged = service.sendSignal("w", "item", "one", "w/one");
            untilItIsWrittenThereAlone(service);

            assertThat(acknowledged.isComplete()).isFalse();
            postgres.commitWithoutStandby();
            // Whoever was told that nobody knows asks again, under the same name.
            sendUntilAcknowledged(service);
            assertThat(service.awaitEnd("w").result()).hasValue(List.of("one"));
        }
    }

    /** Whoever waits for the standby is told that it need not: also those who come later, for the signal may be among them. */
    private void untilItIsWrittenThereAlone(ServiceUnderTest service) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (service.count("SELECT count(*) FROM signal_id") == 0) {
            assertThat(System.nanoTime()).as("the signal is not written").isLessThan(deadline);
            postgres.onPrimary("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                    + " AND query LIKE 'SELECT flush(%'");
        }
    }

    private static void sendUntilAcknowledged(ServiceUnderTest service) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                service.signal("w", "item", "one", "w/one");
                return;
            } catch (ServiceException nobodyKnows) {
                if (System.nanoTime() > deadline) throw nobodyKnows;
            }
        }
    }

    private void everythingIsThereOnceAndInOrder(ServiceUnderTest service, SignalLoad load) {
        load.ids().forEach(id -> {
            WorkflowView end = service.awaitEnd(id);
            assertThat(end.status()).as(id).isEqualTo("COMPLETED");
            assertThat(end.result()).as(id).hasValue(load.expected());
        });
        assertThat(load.ids().stream()
                        .map(id -> service.types(id).stream()
                                .filter("Signalled"::equals)
                                .count()))
                .containsOnly((long) SIGNALS);
    }

    private Database at(List<HostPort> hosts) {
        return new Database(hosts, schema.database(), schema.schema(), schema.user(), schema.password());
    }
}
