package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/** What only who knows the key may do. */
class UpdatesAndTransfersTest {
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
        return server.client().udp(RunningServer.signedUpdate(records));
    }

    private static long serial() throws IOException {
        return ((SOARecord) server.client()
                        .udp(RawClient.query("@", Type.SOA))
                        .getSection(Section.ANSWER)
                        .getFirst())
                .getSerial();
    }

    @Nested
    class Updates {
        @Test
        void shouldBeVisibleAndDurableWhenTheyAreAnswered() throws IOException {
            long before = serial();
            Message answer = updated("durable 60 A 192.0.2.1");
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(server.answers("durable", Type.A)).containsExactly("durable 60 A 192.0.2.1");
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
            List<String> texts = server.answers("kept", Type.TXT);
            List<String> unknown = server.answers("kept", 65280);
            long serial = serial();
            server.restart();
            assertThat(texts).hasSize(1).isEqualTo(server.answers("kept", Type.TXT));
            assertThat(unknown).hasSize(1).isEqualTo(server.answers("kept", 65280));
            assertThat(serial()).isEqualTo(serial);
        }

        @Test
        void shouldBeAnsweredWithTheRuleThatRefusedThem() throws IOException {
            Update update = new Update(ZoneText.DEMO);
            update.present(ZoneText.name("nowhere"));
            update.add(ZoneText.record("nowhere 60 A 192.0.2.1"));
            update.setTSIG(RunningServer.key());
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(server.answers("nowhere", Type.A)).isEmpty();
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
            assertThat(server.answers("foreign", Type.A)).containsExactly("foreign 60 A 192.0.2.77");
        }

        @Test
        void shouldShareTransactionsWhenTheyComeTogether() throws IOException {
            List<Message> updates = new ArrayList<>();
            for (int i = 0; i < 1_000; i++)
                updates.add(RunningServer.signedUpdate("many%d 60 A 192.0.2.1".formatted(i)));
            long before = serial();
            assertThat(server.client().pipelined(updates))
                    .allSatisfy(answer -> assertThat(answer.getRcode()).isZero());
            assertThat(serial()).isEqualTo(before + 1_000);
            assertThat(server.answers("many999", Type.A)).hasSize(1);
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
            assertThat(server.answers("unsigned", Type.A)).isEmpty();
            return answer;
        }

        @Test
        void shouldBeRequiredForUpdates() throws IOException {
            Update update = new Update(ZoneText.DEMO);
            update.add(ZoneText.record("unsigned 60 A 192.0.2.1"));
            assertThat(server.client().udp(update).getRcode()).isEqualTo(Rcode.REFUSED);
            assertThat(server.answers("unsigned", Type.A)).isEmpty();
        }

        @Test
        void shouldBeOnTheAnswerToo() throws IOException {
            Message update = RunningServer.signedUpdate("signed 60 A 192.0.2.1");
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
            byte[] request =
                    RunningServer.signedUpdate("unsigned 60 A 192.0.2.1").toWire(Message.MAXLENGTH);
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
                updates.add(RunningServer.signedUpdate("transfer%d 60 TXT \"%s\"".formatted(i, "x".repeat(200))));
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
}
