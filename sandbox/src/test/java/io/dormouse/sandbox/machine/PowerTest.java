package io.dormouse.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.postgres.FreePort;
import io.vertx.core.Future;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerTest {
    private static final String ADDRESS = "127.1.77.4";

    @TempDir
    static Path keys;

    private static DataCentre centre;

    @BeforeAll
    static void open() {
        centre = new DataCentre(keys);
    }

    @AfterAll
    static void close() {
        centre.close();
    }

    @AfterEach
    void takeAllPower() {
        centre.restart();
    }

    @Test
    void shouldHaveNoPortsWithoutPower() {
        assertThat(centre.machines().portsOf("s-1")).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenItHasPowerAlready() {
        MachinePorts ports = centre.power("s-1", ADDRESS);

        assertThat(centre.power("s-1", ADDRESS)).isEqualTo(ports);
    }

    @Test
    void shouldNotBeInTwoPlaces() {
        centre.power("s-1", ADDRESS);

        assertThatThrownBy(() -> centre.power("s-1", "127.1.77.5")).hasMessageContaining("s-1 has power at " + ADDRESS);
    }

    @Test
    void shouldStopListeningWhenItIsOff() {
        MachinePorts ports = centre.power("s-1", ADDRESS);

        DataCentre.get(centre.machines().off("s-1"));

        assertThat(centre.machines().portsOf("s-1")).isEmpty();
        assertThatThrownBy(() -> centre.page(ADDRESS, ports.http())).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> centre.ssh(ADDRESS, ports.ssh()).exec("deploy 1.0 k"))
                .hasMessageContaining("refused");
    }

    @Test
    void shouldCutTheSessionsOfAServerThatLosesItsPowerAndNoOthers() throws Exception {
        Ssh lost = centre.ssh(ADDRESS, centre.power("s-1", ADDRESS).ssh());
        Ssh kept = centre.ssh("127.1.77.5", centre.power("s-2", "127.1.77.5").ssh());

        Set<ClientSessionEvent> cut = lost.loggedIn(one -> kept.loggedIn(two -> {
            DataCentre.get(centre.machines().off("s-1"));
            assertThat(Ssh.exec(two, "deploy 1.0 k").exitStatus()).contains(0);
            return one.waitFor(EnumSet.of(ClientSessionEvent.CLOSED), Duration.ofSeconds(20));
        }));

        assertThat(cut).contains(ClientSessionEvent.CLOSED);
    }

    @Test
    void shouldTakeOffForGrantedWhenItIsOff() {
        DataCentre.get(centre.machines().off("s-1"));

        assertThat(centre.machines().portsOf("s-1")).isEmpty();
    }

    @Test
    void shouldEndInTheOrderThatItWasAskedFor() {
        Machines machines = centre.machines();
        Future<Void> on = machines.power("s-1", ADDRESS);
        Future<Void> off = machines.off("s-1");
        Future<Void> onAgain = machines.power("s-1", ADDRESS);

        DataCentre.get(Future.all(on, off, onAgain));

        assertThat(machines.portsOf("s-1")).isPresent();
    }

    /** Often, because it takes a moment in which the thread that accepts connections is not scheduled. */
    @Test
    void shouldListenAgainAtOnceOnTheSamePorts() {
        Machines machines = DataCentre.get(Machines.open(
                centre.vertx(),
                centre.pool(),
                new MachinesConfig(
                        FreePort.get(), FreePort.get(), keys, centre.config().authorizedKey())));

        for (int time = 0; time < 300; time++) {
            Future<Void> on = machines.power("s-1", ADDRESS);
            Future<Void> off = machines.off("s-1");
            DataCentre.get(Future.all(on, off, machines.power("s-1", ADDRESS)));
            DataCentre.get(machines.off("s-1"));
        }

        DataCentre.get(machines.close());
    }

    @Test
    void shouldListenNowhereWhenOneOfItsPortsIsTaken() throws Exception {
        int freePort = FreePort.get();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
            Machines machines = DataCentre.get(Machines.open(
                    centre.vertx(),
                    centre.pool(),
                    new MachinesConfig(
                            freePort,
                            taken.getLocalPort(),
                            keys,
                            centre.config().authorizedKey())));

            assertThatThrownBy(() -> DataCentre.get(machines.power("s-1", ADDRESS)))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("server s-1 cannot listen on " + ADDRESS);
            assertThat(machines.portsOf("s-1")).isEmpty();
            new ServerSocket(freePort, 1, InetAddress.ofLiteral(ADDRESS)).close();

            DataCentre.get(machines.close());
        }
    }

    @Test
    void shouldNotShareAnAddressAndItsFixedPorts() throws Exception {
        Machines machines = DataCentre.get(Machines.open(
                centre.vertx(),
                centre.pool(),
                new MachinesConfig(
                        FreePort.get(), FreePort.get(), keys, centre.config().authorizedKey())));
        DataCentre.get(machines.power("s-1", ADDRESS));

        assertThatThrownBy(() -> DataCentre.get(machines.power("s-2", ADDRESS))).isInstanceOf(BindException.class);
        assertThat(centre.page(ADDRESS, machines.portsOf("s-1").orElseThrow().http()))
                .contains("\"s-1\"");

        DataCentre.get(machines.close());
    }

    @Test
    void shouldAnswerAsItselfOnEachOfManyAddresses() throws Exception {
        List<String> addresses = IntStream.rangeClosed(1, 200)
                .mapToObj(host -> "127.1.78." + host)
                .toList();
        DataCentre.get(Future.all(addresses.stream()
                .map(address -> centre.machines().power("s-" + address, address))
                .toList()));

        for (String address : addresses) {
            MachinePorts ports = centre.machines().portsOf("s-" + address).orElseThrow();
            assertThat(centre.page(address, ports.http())).contains("\"s-" + address + "\"");
        }
        String last = addresses.getLast();
        assertThat(centre.ssh(
                                last,
                                centre.machines()
                                        .portsOf("s-" + last)
                                        .orElseThrow()
                                        .ssh())
                        .exec("deploy 1.0 k")
                        .out())
                .isEqualTo("deployed 1.0 on s-%s\n".formatted(last));
    }

    @Test
    void shouldGiveNoPowerOnceClosed() {
        DataCentre.get(centre.machines().close());

        assertThatThrownBy(() -> centre.power("s-1", ADDRESS)).hasMessageContaining("closed");
    }
}
