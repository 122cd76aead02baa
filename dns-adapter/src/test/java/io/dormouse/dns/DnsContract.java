package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.server.RunningServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code dns.v1} promises, whatever server stands behind it. */
abstract class DnsContract extends HeldUpContract {
    @Nested
    class Upsert {
        @Test
        void shouldSetTheRecordOfANewName() {
            String name = newName();
            assertThat(upsert(name, "A", "192.0.2.1")).isEqualTo(new DnsRecord(name, "A", "192.0.2.1", 60));
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.1 60");
        }

        @Test
        void shouldReplaceEverythingOfThatType() {
            String name = newName();
            nameserver.add(name, "A", "192.0.2.1");
            nameserver.add(name, "A", "192.0.2.2");
            upsert(name, "A", "192.0.2.3");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.3 60");
        }

        @Test
        void shouldLeaveOtherTypesAlone() {
            String name = newName();
            nameserver.add(name, "TXT", "\"stays\"");
            upsert(name, "A", "192.0.2.3");
            assertThat(nameserver.lookUp(name, "TXT")).containsExactly("\"stays\" 60");
        }

        @Test
        void shouldTakeTheTimeToLiveThatIsAsked() {
            String name = newName();
            upsert(name, "A", "192.0.2.1");
            DnsRecord answered = await(adapter.upsert(new UpsertRecord(name, "A", "192.0.2.1", Optional.of(7))));
            assertThat(answered.ttl()).isEqualTo(7);
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.1 7");
        }

        @Test
        void shouldTakeNamesInAnyCaseAndWithTheLastDot() {
            String name = newName();
            assertThat(upsert(name.toUpperCase() + ".", "a", "192.0.2.1").name())
                    .isEqualTo(name);
            assertThat(nameserver.lookUp(name, "A")).hasSize(1);
        }

        @Test
        void shouldBeFineWhenTheRecordIsThereAlready() {
            String name = newName();
            upsert(name, "A", "192.0.2.1");
            assertThat(upsert(name, "A", "192.0.2.1")).isEqualTo(new DnsRecord(name, "A", "192.0.2.1", 60));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\0',
                delimiter = '|',
                value = {
                    "AAAA | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                    "CNAME | www.example.org | www.example.org.",
                    "MX | 10 mail.example.org. | 10 mail.example.org.",
                    "PTR | www.example.org | www.example.org.",
                    "SRV | 0 5 443 www.example.org | 0 5 443 www.example.org.",
                    "CAA | 0 issue \"ca.example.org\" | 0 issue \"ca.example.org\"",
                    "TXT | v=spf1 -all; \"q\" | \"v=spf1 -all; \\\"q\\\"\"",
                    "TXT | \"one\" \"two \\\" \\065\" | \"one\" \"two \\\" A\""
                })
        void shouldSetTheTypesThatPeopleSet(String type, String value, String answered) {
            String name = newName();
            assertThat(upsert(name, type, value).value()).isEqualTo(answered);
            assertThat(nameserver.lookUp(name, type)).containsExactly(answered + " 60");
        }

        @Test
        void shouldSetATextThatFitsIntoNoDatagram() {
            String name = newName();
            String answered = upsert(name, "TXT", "x".repeat(3_000)).value();
            assertThat(answered.replaceAll("[\" ]", "")).isEqualTo("x".repeat(3_000));
            assertThat(nameserver.lookUp(name, "TXT")).containsExactly(answered + " 60");
        }

        @Test
        void shouldBeAnsweredFromTheRowWhenTheKeyIsRepeated() {
            String name = newName();
            String key = AdapterLab.newKey();
            UpsertRecord request = new UpsertRecord(name, "A", "192.0.2.1");
            DnsRecord first = await(adapter.upsert(key, request));
            nameserver.replace(name, "A", "192.0.2.99");
            assertThat(await(adapter.upsert(key, request))).isEqualTo(first);
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.99 60");
        }

        @Test
        void shouldSetManyNamesAtOnce() {
            List<Future<DnsRecord>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) calls.add(adapter.upsert(new UpsertRecord(newName(), "A", "192.0.2.1")));
            List<DnsRecord> records = await(Future.all(calls)).list();
            assertThat(records)
                    .allSatisfy(record ->
                            assertThat(nameserver.lookUp(record.name(), "A")).containsExactly("192.0.2.1 60"));
        }

        @Test
        void shouldLetTheLastOfManyCallsForOneNameStand() {
            String name = newName();
            List<Future<DnsRecord>> calls = new ArrayList<>();
            for (int i = 1; i <= 20; i++) calls.add(adapter.upsert(new UpsertRecord(name, "A", "192.0.2." + i)));
            await(Future.all(calls));
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.20 60");
        }
    }

    @Nested
    class Conflicts {
        @Test
        void shouldNotPutARecordBesideAnAlias() {
            String name = newName();
            nameserver.add(name, "CNAME", "www.example.org.");
            assertRefused(
                    DnsFailure.NAME_CONFLICT,
                    adapter.upsert(new UpsertRecord(name, "A", "192.0.2.1")),
                    name,
                    "www.example.org");
            assertThat(nameserver.lookUp(name, "CNAME")).containsExactly("www.example.org. 60");
        }

        @Test
        void shouldNotPutAnAliasBesideARecord() {
            String name = newName();
            nameserver.add(name, "A", "192.0.2.1");
            assertRefused(
                    DnsFailure.NAME_CONFLICT, adapter.upsert(new UpsertRecord(name, "CNAME", "www.example.org")), name);
            assertThat(nameserver.lookUp(name, "A")).hasSize(1);
        }

        @Test
        void shouldReplaceAnAliasByAnother() {
            String name = newName();
            nameserver.add(name, "CNAME", "www.example.org.");
            upsert(name, "CNAME", "other.example.org");
            assertThat(nameserver.lookUp(name, "CNAME")).containsExactly("other.example.org. 60");
        }
    }

    @Nested
    class Wildcards {
        @Test
        void shouldNotBeTakenForTheNameItself() {
            String parent = newName();
            nameserver.add("*." + parent, "A", "192.0.2.1");
            upsert("web." + parent, "A", "192.0.2.2");
            assertThat(nameserver.lookUp("web." + parent, "A")).containsExactly("192.0.2.2 60");
            assertThat(nameserver.lookUp("any." + parent, "A")).containsExactly("192.0.2.1 60");
        }

        @Test
        void shouldNotBeTakenForAnAliasInTheWay() {
            String parent = newName();
            nameserver.add("*." + parent, "CNAME", "www.example.org.");
            upsert("web." + parent, "A", "192.0.2.2");
            assertThat(nameserver.lookUp("web." + parent, "A")).containsExactly("192.0.2.2 60");
        }

        @Test
        void shouldShowAgainWhenTheNameIsDeleted() {
            String parent = newName();
            nameserver.add("*." + parent, "A", "192.0.2.1");
            nameserver.add("web." + parent, "A", "192.0.2.2");
            await(adapter.delete(new DeleteRecord("web." + parent, "A")));
            assertThat(nameserver.lookUp("web." + parent, "A")).containsExactly("192.0.2.1 60");
        }
    }

    @Nested
    class Delete {
        @Test
        void shouldRemoveAllRecordsOfTheTypeAndNoOthers() {
            String name = newName();
            nameserver.add(name, "A", "192.0.2.1");
            nameserver.add(name, "A", "192.0.2.2");
            nameserver.add(name, "TXT", "\"stays\"");
            await(adapter.delete(new DeleteRecord(name, "A")));
            assertThat(nameserver.lookUp(name, "A")).isEmpty();
            assertThat(nameserver.lookUp(name, "TXT")).hasSize(1);
        }

        @Test
        void shouldBeFineWhenNothingIsThere() {
            await(adapter.delete(new DeleteRecord(newName(), "A")));
        }
    }

    @Nested
    class Listing {
        @Test
        void shouldGiveAllRecordsInTheOrderOfTheirNames() {
            upsert("a1.listed.example.test", "A", "192.0.2.1");
            upsert("a2.listed.example.test", "TXT", "two words");
            assertThat(await(adapter.list("example.test")).items())
                    .contains(new DnsRecord("a2.listed.example.test", "TXT", "\"two words\"", 60))
                    .extracting(DnsRecord::name)
                    .containsSubsequence(
                            "example.test", "a1.listed.example.test", "a2.listed.example.test", "ns1.example.test");
        }
    }

    @Nested
    class Refusals {
        @Test
        void shouldNameTheZonesWhenTheNameIsInNoneOfThem() {
            assertRefused(
                    DnsFailure.ZONE_NOT_SERVED,
                    adapter.upsert(new UpsertRecord("www.example.org", "A", "192.0.2.1")),
                    "www.example.org",
                    "example.test");
        }

        @Test
        void shouldRefuseAWrongValueBeforeAnyServerSeesIt() {
            assertRefused(
                    DnsFailure.RECORD_INVALID,
                    adapter.upsert(new UpsertRecord(newName(), "A", "192.0.2.256")),
                    "192.0.2.256");
        }

        @Test
        void shouldTellThatTheServerDoesNotTakeTheKey() {
            try (AdapterLab stranger = new AdapterLab(
                    server.port(),
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    List.of(RunningServer.ZONE),
                    Duration.ofSeconds(1))) {
                String name = newName();
                assertRefused(
                        DnsFailure.UPDATE_REFUSED,
                        stranger.upsertUntilDone(AdapterLab.newKey(), new UpsertRecord(name, "A", "192.0.2.1")),
                        "key");
                assertThat(nameserver.lookUp(name, "A")).isEmpty();
            }
        }

        @Test
        void shouldTellThatTheServerDoesNotHaveTheZone() {
            try (AdapterLab mistaken =
                    new AdapterLab(server.port(), server.secret(), List.of("elsewhere.test"), Duration.ofSeconds(1))) {
                assertRefused(
                        DnsFailure.UPDATE_REFUSED,
                        mistaken.upsertUntilDone(
                                AdapterLab.newKey(), new UpsertRecord("web.elsewhere.test", "A", "192.0.2.1")),
                        "127.0.0.1:" + server.port());
            }
        }
    }
}
