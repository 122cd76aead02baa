package io.dormouse.dns.provider;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.ContractException;
import io.dormouse.dns.Nameserver;
import io.dormouse.dns.server.BindServer;
import io.dormouse.dns.server.KnotServer;
import io.dormouse.dns.server.PowerDnsServer;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.SandboxServer;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** An update becomes void by itself, at every server (those that are missing are reported by the contract's tests). */
class VoidUpdateTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Name ZONE = Name.fromConstantString("example.test.");

    static Stream<Arguments> servers() {
        return Stream.of(
                        server("sandbox", true, SandboxServer::new),
                        server("BIND", BindServer.isInstalled(), BindServer::new),
                        server("Knot", KnotServer.isInstalled(), KnotServer::new),
                        server("PowerDNS", PowerDnsServer.isInstalled(), PowerDnsServer::new))
                .flatMap(server -> server);
    }

    private static Stream<Arguments> server(String name, boolean isInstalled, Supplier<RunningServer> start) {
        return isInstalled ? Stream.of(Arguments.of(name, start)) : Stream.empty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void shouldTakeAnUpdateOnlyForAsLongAsTheReadingIsFresh(String name, Supplier<RunningServer> start) {
        Vertx vertx = ServiceVertx.alone();
        try (RunningServer server = start.get()) {
            Promise<Authority> opened = Promise.promise();
            vertx.runOnContext(go -> Authority.open(vertx, "127.0.0.1", server.port(), server.key(), TIMEOUT)
                    .onComplete(opened));
            Authority authority = await(opened.future());
            Nameserver nameserver = new Nameserver(server);

            Promise<Reading.Moment> read = Promise.promise();
            vertx.runOnContext(
                    go -> authority.read(ZONE, Type.SOA).map(Reading::taken).onComplete(read));
            Reading.Moment now = await(read.future());

            Reading.Moment past = new Reading.Moment(now.byServer().minus(Authority.landed(TIMEOUT)), now.here());
            Reading.Moment longAgoHere = new Reading.Moment(now.byServer(), now.here() - TIMEOUT.toNanos() - 1);
            assertThat(await(send(vertx, authority, "timely.example.test.", now)))
                    .isEqualTo(Rcode.NOERROR);
            assertThat(failureOf(send(vertx, authority, "outdated.example.test.", longAgoHere)))
                    .hasMessageContaining("too old");
            assertThat(failureOf(send(vertx, authority, "late.example.test.", past)))
                    .isInstanceOf(ContractException.class);

            assertThat(nameserver.lookUp("timely.example.test", "A")).hasSize(1);
            assertThat(nameserver.lookUp("outdated.example.test", "A")).isEmpty();
            assertThat(nameserver.lookUp("late.example.test", "A")).isEmpty();
        } finally {
            await(vertx.close());
        }
    }

    private static Future<Integer> send(Vertx vertx, Authority authority, String name, Reading.Moment read) {
        Promise<Integer> code = Promise.promise();
        vertx.runOnContext(go -> {
            Update update = new Update(ZONE);
            update.add(Record.newRecord(
                    Name.fromConstantString(name), Type.A, DClass.IN, 60, new byte[] {(byte) 192, 0, 2, 1}));
            authority.send(authority.sign(update, read), name).onComplete(code);
        });
        return code.future();
    }
}
