package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NameServerTest {
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class Queries {
        @Test
        void shouldBeAnsweredWithAuthorityOverUdpAndTcp() throws IOException {
            for (Message answer : List.of(
                    server.client().udp(RawClient.query("@", Type.NS)),
                    server.client().tcp(RawClient.query("@", Type.NS)))) {
                assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
                assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
                assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
                assertThat(((NSRecord) answer.getSection(Section.ANSWER).getFirst()).getTarget())
                        .isEqualTo(ZoneText.name("ns1"));
            }
        }

        @Test
        void shouldRepeatTheQuestionAndItsNumber() throws IOException {
            Message query = RawClient.query("web", Type.A);
            Message answer = server.client().udp(query);
            assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
            assertThat(answer.getQuestion()).isEqualTo(query.getQuestion());
        }

        @Test
        void shouldBeRefusedOutsideTheZones() throws IOException {
            Record question = Record.newRecord(Name.fromConstantString("www.example.org."), Type.A, DClass.IN);
            assertThat(server.client().udp(Message.newQuery(question)).getRcode())
                    .isEqualTo(Rcode.REFUSED);
        }

        @Test
        void shouldBeRefusedInAnotherClass() throws IOException {
            Record question = Record.newRecord(ZoneText.name("version"), Type.TXT, DClass.CH);
            assertThat(server.client().udp(Message.newQuery(question)).getRcode())
                    .isEqualTo(Rcode.REFUSED);
        }

        @Test
        void shouldBeAnsweredOneAfterTheOtherOnAStream() throws IOException {
            List<Message> queries = List.of(
                    RawClient.query("@", Type.NS), RawClient.query("gone", Type.A), RawClient.query("ns1", Type.A));
            assertThat(server.client().pipelined(queries))
                    .extracting(Message::getRcode)
                    .containsExactly(Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.NOERROR);
        }
    }

    @Nested
    class LongAnswers {
        private static final int TEXTS = 30;

        private void storeALongSet() throws IOException {
            String[] records = new String[TEXTS];
            for (int i = 0; i < TEXTS; i++) records[i] = "long 60 TXT \"%02d%s\"".formatted(i, "x".repeat(38));
            assertThat(server.client().tcp(RunningServer.signedUpdate(records)).getRcode())
                    .isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldBeCutAt512BytesWithoutEdns() throws IOException {
            storeALongSet();
            byte[] answer =
                    server.client().udp(RawClient.query("long", Type.TXT).toWire());
            assertThat(answer).hasSizeLessThanOrEqualTo(512);
            assertThat(new Message(answer).getHeader().getFlag(Flags.TC)).isTrue();
        }

        @Test
        void shouldBeCutAtTheSizeThatTheClientOffersButNeverBeFragmented() throws IOException {
            storeALongSet();
            Message query = RawClient.query("long", Type.TXT);
            query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
            byte[] bytes = server.client().udp(query.toWire());
            Message answer = new Message(bytes);
            assertThat(bytes).hasSizeLessThanOrEqualTo(1232);
            assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
            assertThat(answer.getOPT().getPayloadSize()).isEqualTo(1232);
        }

        @Test
        void shouldBeWholeOverTcp() throws IOException {
            storeALongSet();
            Message answer = server.client().tcp(RawClient.query("long", Type.TXT));
            assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
            assertThat(answer.getSection(Section.ANSWER)).hasSize(TEXTS);
        }
    }

    @Nested
    class Nonsense {
        @Test
        void shouldNotBeAnsweredWhenItIsShorterThanAHeader() throws IOException {
            assertThat(server.client().udpBefore(new byte[] {1, 2, 3}, RawClient.query("@", Type.SOA)))
                    .isEmpty();
        }

        @Test
        void shouldNotBeAnsweredWhenItIsAnAnswer() throws IOException {
            Message answer = RawClient.query("@", Type.NS);
            answer.getHeader().setFlag(Flags.QR);
            assertThat(server.client().udpBefore(answer.toWire(), RawClient.query("@", Type.SOA)))
                    .isEmpty();
        }

        @Test
        void shouldBeCalledMalformed() throws IOException {
            byte[] query = RawClient.query("web", Type.A).toWire();
            query[5] = 9;
            Message answer = new Message(server.client().udp(query));
            assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldBeCalledMalformedWithTwoOptionRecords() throws IOException {
            Message query = RawClient.query("web", Type.A);
            query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
            query.addRecord(new OPTRecord(1233, 0, 0), Section.ADDITIONAL);
            assertThat(new Message(server.client().udp(query.toWire())).getRcode())
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldBeToldWhichVersionOfTheOptionsIsSpoken() throws IOException {
            Message query = RawClient.query("web", Type.A);
            query.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
            assertThat(new Message(server.client().udp(query.toWire())).getRcode())
                    .isEqualTo(Rcode.BADVERS);
        }

        @Test
        void shouldBeToldWhatIsNotImplemented() throws IOException {
            Message notify = RawClient.query("@", Type.SOA);
            notify.getHeader().setOpcode(Opcode.NOTIFY);
            assertThat(server.client().udp(notify).getRcode()).isEqualTo(Rcode.NOTIMP);
        }

        @Test
        void shouldCloseAStreamThatAnnouncesNothing() throws IOException {
            assertThat(server.client().bytesUntilClosed(new byte[] {0, 0})).isZero();
        }

        @Test
        void shouldNeverEndTheServer() throws IOException {
            Random random = new Random(2136);
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = i % 2 == 0
                        ? RunningServer.signedUpdate("web 60 TXT \"x\"").toWire(Message.MAXLENGTH)
                        : RawClient.query("web", Type.ANY).toWire();
                bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length + 20));
                for (int flips = random.nextInt(8); flips >= 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                server.client().send(bytes);
                if (i % 200 == 0) server.client().write(bytes);
            }
            // Behind so many packets one may be dropped, as UDP allows; a client asks again.
            assertThat(Stream.generate(() -> answersOrNone("ns1", Type.A)).limit(20))
                    .contains(List.of("ns1 60 A 127.0.0.1"));
        }

        private List<String> answersOrNone(String name, int type) {
            try {
                return server.answers(name, type);
            } catch (IOException e) {
                return List.of();
            }
        }
    }

    @Nested
    class Opening {
        private final Vertx vertx = ServiceVertx.alone();

        @Test
        void shouldFailWhenThePortIsInUse() {
            NameServerConfig config = new NameServerConfig(
                    "127.0.0.1",
                    server.port(),
                    List.of("demo.test"),
                    "test-key",
                    RunningServer.config().tsigSecretBase64());
            assertThatThrownBy(() -> RunningServer.await(NameServer.open(vertx, server.pool(), config)))
                    .hasRootCauseInstanceOf(BindException.class);
            RunningServer.await(vertx.close());
        }

        @Test
        void shouldFailWithASentenceWhenTheSecretIsNotBase64() {
            NameServerConfig config = new NameServerConfig("127.0.0.1", 0, List.of("demo.test"), "test-key", "%%%");
            assertThatThrownBy(() -> RunningServer.await(NameServer.open(vertx, server.pool(), config)))
                    .rootCause()
                    .hasMessageContaining("base64");
            RunningServer.await(vertx.close());
        }
    }
}
