package io.dormouse.dns.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.dns.DnsException;
import io.dormouse.contracts.dns.DnsFailure;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {
    private static String value(String type, String value) {
        return RecordForm.of(RecordRules.record("web.example.test", type, value, 60))
                .value();
    }

    private static void assertInvalid(String name, String type, String value, int ttl, String... words) {
        assertThatThrownBy(() -> RecordRules.record(name, type, value, ttl))
                .isInstanceOfSatisfying(
                        DnsException.class,
                        failure -> assertThat(failure.failure()).isEqualTo(DnsFailure.RECORD_INVALID))
                .hasMessageContainingAll(words);
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource({
            "web.example.test, web.example.test",
            "WEB.Example.Test., web.example.test",
            "_sip._tcp.example.test, _sip._tcp.example.test",
            "*.example.test, *.example.test"
        })
        void shouldBeTakenInAnyCaseAndWithOrWithoutTheLastDot(String name, String taken) {
            assertThat(RecordForm.nameOf(RecordRules.name(name))).isEqualTo(taken);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "web..example.test",
                    "a b.example.test",
                    "web.*.example.test",
                    "*",
                    "we\\046b.test",
                    "a/b.test"
                })
        void shouldBeLettersDigitsHyphensAndUnderscores(String name) {
            assertInvalid(name, "A", "192.0.2.1", 60, "is not a domain name");
        }

        @Test
        void shouldNotBeLongerThanDnsAllows() {
            assertInvalid("x".repeat(64) + ".test", "A", "192.0.2.1", 60, "63");
            assertInvalid("x.".repeat(130) + "test", "A", "192.0.2.1", 60, "255");
        }

        @Test
        void shouldBeInPunycodeAndTheSentenceSaysHow() {
            assertInvalid("bücher.example.test", "A", "192.0.2.1", 60, "xn--bcher-kva.example.test");
        }
    }

    @Nested
    class Types {
        @ParameterizedTest
        @ValueSource(strings = {"SOA", "NS", "soa"})
        void shouldNotBeThoseOfTheZoneItself(String type) {
            assertInvalid("web.example.test", type, "ns1.example.test", 60, "belong to the zone");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "ANY", "AXFR", "TYPE65280", "HINFO", "NONSENSE"})
        void shouldBeThoseThatPeopleSet(String type) {
            assertInvalid("web.example.test", type, "x", 60, "A, AAAA, CAA, CNAME, MX, PTR, SRV, TXT");
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "A | 192.0.2",
                    "A | 192.0.2.256",
                    "A | web",
                    "A | 192.0.2.1 192.0.2.2",
                    "AAAA | 192.0.2.1",
                    "CNAME | two words",
                    "MX | mail.example.org",
                    "MX | 70000 mail.example.org",
                    "SRV | 0 5 www.example.org",
                    "CAA | issue ca.example.org"
                })
        void shouldFitTheirType(String type, String value) {
            assertInvalid("web.example.test", type, value, 60, value, "such as");
        }

        @Test
        void shouldNotBeEmpty() {
            assertInvalid("web.example.test", "A", " ", 60, "no value");
        }

        @Test
        void shouldBeAscii() {
            assertInvalid("web.example.test", "CNAME", "bücher.example", 60, "xn--bcher-kva.example");
        }

        @Test
        void shouldNotHideASecondLine() {
            assertInvalid("web.example.test", "A", "192.0.2.1\nevil 60 A 192.0.2.2", 60, "printable");
        }

        @Test
        void shouldNotBeAnAliasOfItself() {
            assertInvalid("web.example.test", "CNAME", "WEB.example.test.", 60, "alias of itself");
        }

        @Test
        void shouldNotLiveANegativeTime() {
            assertInvalid("web.example.test", "A", "192.0.2.1", -1, "-1");
        }
    }

    @Nested
    class Texts {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "v=spf1 -all | \"v=spf1 -all\"",
                    "semi;colon | \"semi;colon\"",
                    "back\\slash | \"back\\\\slash\"",
                    "in \"the\" middle | \"in \\\"the\\\" middle\"",
                    "\"v=spf1 -all\" | \"v=spf1 -all\"",
                    "\"one\"   \"two\" | \"one\" \"two\"",
                    "\"\\065\\\"\" | \"A\\\"\"",
                    "\"\" | \"\"",
                    "é | \"\\195\\169\""
                })
        void shouldBeTakenLiterallyOrAsQuotedStrings(String given, String taken) {
            assertThat(value("TXT", given)).isEqualTo(taken);
        }

        @Test
        void shouldReadBackAsTheSame() {
            String once = value("TXT", "all \"kinds\" of \\ things; é");
            assertThat(value("TXT", once)).isEqualTo(once);
        }

        @Test
        void shouldBeCutIntoStringsOf255Bytes() {
            assertThat(value("TXT", "x".repeat(256))).isEqualTo("\"%s\" \"x\"".formatted("x".repeat(255)));
            assertThat(value("TXT", "\"%s\"".formatted("x".repeat(256))))
                    .isEqualTo("\"%s\" \"x\"".formatted("x".repeat(255)));
            assertThat(value("TXT", "x".repeat(255))).isEqualTo("\"%s\"".formatted("x".repeat(255)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"open", "\"one\" two", "\"\\30", "\"\\300\"", "\"\\"})
        void shouldBeQuotedProperly(String value) {
            assertInvalid("web.example.test", "TXT", value, 60, "the text");
        }

        @Test
        void shouldFitIntoARecord() {
            assertInvalid("web.example.test", "TXT", "x".repeat(70_000), 60, "does not fit");
        }
    }
}
