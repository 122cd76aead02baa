package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

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

    private static Message updated(String... records) throws IOException {
        return server.client().udp(signedUpdate(records));
    }

    private static Message signedUpdate(String... records) {
        Update update = new Update(ZoneText.DEMO);
        for (String record : records) update.add(ZoneText.record(record));
        update.setTSIG(RunningServer.key());
        return update;
    }

    private static List<String> answers(String name, int type) throws IOException {
        return server.client().udp(RawClient.query(name, type)).getSection(Section.ANSWER).stream()
                .map(ZoneText::line)
                .toList();
    }

    private static long serial() throws IOException {
        return ((SOARecord) server.client()
                        .udp(RawClient.query("@", Type.SOA))
                        .getSection(Section.ANSWER)
                        .getFirst())
                .getSerial();
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
            assertThat(server.client().tcp(signedUpdate(records)).getRcode()).isEqualTo(Rcode.NOERROR);
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
                        ? signedUpdate("web 60 TXT \"x\"").toWire(Message.MAXLENGTH)
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
                return answers(name, type);
            } catch (IOException e) {
                return List.of();
            }
        }
    }

    @Nested
    class Updates {
        @Test
        void shouldBeVisibleAndDurableWhenTheyAreAnswered() throws IOException {
            long before = serial();
            Message answer = updated("durable 60 A 192.0.2.1");
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(answers("durable", Type.A)).containsExactly("durable 60 A 192.0.2.1");
            assertThat(serial()).isEqualTo(before + 1);
            assertThat(RunningServer.await(server.pool()
                            .preparedQuery("SELECT value FROM record WHERE zone = $1 AND name = $2")
                            .execute(Tuple.of("demo.test", "durable.demo.test"))))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getString("value")).isEqualTo("192.0.2.1"));
        }

        @Test
        void shouldSurviveARestartWithTheirSerial() throws IOException {
            updated("kept 60 TXT \"semi;colon\" \"back\\\\slash\" \"\\001\"", "kept 60 TYPE65280 \\# 3 010203");
            List<String> texts = answers("kept", Type.TXT);
            List<String> unknown = answers("kept", 65280);
            long serial = serial();
            server.restart();
            assertThat(texts).hasSize(1).isEqualTo(answers("kept", Type.TXT));
            assertThat(unknown).hasSize(1).isEqualTo(answers("kept", 65280));
            assertThat(serial()).isEqualTo(serial);
        }

        @Test
        void shouldBeAnsweredWithTheRuleThatRefusedThem() throws IOException {
            Update update = new Update(ZoneText.DEMO);
            update.present(ZoneText.name("nowhere"));
            update.add(ZoneText.record("nowhere 60 A 192.0.2.1"));
            update.setTSIG(RunningServer.key());
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(answers("nowhere", Type.A)).isEmpty();
        }

        @Test
        void shouldNotBeTakenForAZoneThatIsNotServed() throws IOException {
            Update update = new Update(Name.fromConstantString("example.org."));
            update.setTSIG(RunningServer.key());
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.NOTAUTH);
        }

        @Test
        void shouldSeeWhatAnotherWriterHasCommitted() throws IOException {
            RunningServer.await(server.pool()
                    .withTransaction(connection -> connection
                            .query("UPDATE zone SET serial = serial + 1")
                            .execute()
                            .compose(moved -> connection
                                    .query("INSERT INTO record (zone, name, type, value, ttl) "
                                            + "VALUES ('demo.test', 'foreign.demo.test', 'A', '192.0.2.77', 60)")
                                    .execute())));
            Update update = new Update(ZoneText.DEMO);
            update.present(ZoneText.record("foreign 0 A 192.0.2.77"));
            update.setTSIG(RunningServer.key());
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(answers("foreign", Type.A)).containsExactly("foreign 60 A 192.0.2.77");
        }

        @Test
        void shouldShareTransactionsWhenTheyComeTogether() throws IOException {
            List<Message> updates = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) updates.add(signedUpdate("many%d 60 A 192.0.2.1".formatted(i)));
            long before = serial();
            assertThat(server.client().pipelined(updates))
                    .allSatisfy(answer -> assertThat(answer.getRcode()).isZero());
            assertThat(serial()).isEqualTo(before + 1_000);
            assertThat(answers("many999", Type.A)).hasSize(1);
            assertThat(RunningServer.await(server.pool()
                                    .query("SELECT count(DISTINCT xmin::text) AS transactions FROM record WHERE name"
                                            + " LIKE 'many%'")
                                    .execute())
                            .iterator()
                            .next()
                            .getLong("transactions"))
                    .isLessThan(100);
        }
    }

    @Nested
    class Signatures {
        private Message withSignatureOf(TSIG key) throws IOException {
            Update update = new Update(ZoneText.DEMO);
            update.add(ZoneText.record("unsigned 60 A 192.0.2.1"));
            update.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
            update.setTSIG(key);
            Message answer = server.client().udp(update);
            assertThat(answers("unsigned", Type.A)).isEmpty();
            return answer;
        }

        @Test
        void shouldBeRequiredForUpdates() throws IOException {
            Update update = new Update(ZoneText.DEMO);
            update.add(ZoneText.record("unsigned 60 A 192.0.2.1"));
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.REFUSED);
            assertThat(answers("unsigned", Type.A)).isEmpty();
        }

        @Test
        void shouldBeOnTheAnswerToo() throws IOException {
            Message update = signedUpdate("signed 60 A 192.0.2.1");
            byte[] request = update.toWire(Message.MAXLENGTH);
            byte[] bytes = server.client().udp(request);
            Message answer = new Message(bytes);
            assertThat(RunningServer.key().verify(answer, bytes, new Message(request).getTSIG()))
                    .isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldNotBeTakenFromAnotherKey() throws IOException {
            Message answer = withSignatureOf(
                    new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("other-key."), RunningServer.SECRET));
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOTAUTH);
            assertThat(answer.getTSIG().getError()).isEqualTo(Rcode.BADKEY);
            assertThat(answer.getTSIG().getName()).isEqualTo(Name.fromConstantString("other-key."));
        }

        @Test
        void shouldNotBeTakenWithAnotherSecret() throws IOException {
            Message answer = withSignatureOf(new TSIG(TSIG.HMAC_SHA256, RunningServer.KEY_NAME, new byte[32]));
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOTAUTH);
            assertThat(answer.getTSIG().getError()).isEqualTo(Rcode.BADSIG);
        }

        @Test
        void shouldNotBeTakenFromAnotherTime() throws IOException {
            Message answer =
                    withSignatureOf(RunningServer.key(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6))));
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOTAUTH);
            assertThat(answer.getTSIG().getError()).isEqualTo(Rcode.BADTIME);
            assertThat(answer.getTSIG().getOther()).hasSize(6);
        }

        @Test
        void shouldCoverEveryByte() throws IOException {
            byte[] request = signedUpdate("unsigned 60 A 192.0.2.1").toWire(Message.MAXLENGTH);
            request[request.length / 3] ^= 1;
            assertThat(new Message(server.client().udp(request)).getRcode()).isNotEqualTo(Rcode.NOERROR);
        }
    }

    @Nested
    class Transfers {
        private List<Record> transferred(TSIG key) throws IOException, ZoneTransferException {
            ZoneTransferIn transfer = ZoneTransferIn.newAXFR(
                    ZoneText.DEMO, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), key);
            transfer.run();
            return transfer.getAXFR();
        }

        @Test
        void shouldGiveTheWholeZoneInSeveralSignedMessages() throws Exception {
            List<Message> updates = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                updates.add(signedUpdate("transfer%d 60 TXT \"%s\"".formatted(i, "x".repeat(200))));
            }
            server.client().pipelined(updates);
            List<Record> records = transferred(RunningServer.key());
            assertThat(records.getFirst()).isInstanceOf(SOARecord.class).isEqualTo(records.getLast());
            assertThat(records)
                    .filteredOn(record -> record.getName().toString().startsWith("transfer"))
                    .hasSize(400);
        }

        @Test
        void shouldBeRefusedToStrangers() throws IOException {
            assertThat(server.client().tcp(RawClient.query("@", Type.AXFR)).getRcode())
                    .isEqualTo(Rcode.REFUSED);
        }

        @Test
        void shouldNotFitIntoADatagram() throws IOException {
            Message query = RawClient.query("@", Type.AXFR);
            query.setTSIG(RunningServer.key());
            assertThat(server.client().udp(query).getRcode()).isEqualTo(Rcode.REFUSED);
        }

        @Test
        void shouldBeOfWholeZonesOnly() throws IOException {
            Message query = RawClient.query("web", Type.AXFR);
            query.setTSIG(RunningServer.key());
            assertThat(server.client().tcp(query).getRcode()).isEqualTo(Rcode.NOTAUTH);
        }
    }

    @Nested
    class Opening {
        private final Vertx vertx = Vertx.vertx();

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
