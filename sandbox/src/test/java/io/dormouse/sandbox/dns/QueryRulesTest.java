package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** RFC 1034 §4.3.2, RFC 2308, RFC 4592. */
class QueryRulesTest {
    private final Zone zone = ZoneText.demo("""
        web 300 A 192.0.2.1
        web 300 A 192.0.2.2
        web 300 TXT "hello"
        mail 300 MX 10 web
        alias 300 CNAME alias2
        alias2 300 CNAME web
        broken 300 CNAME gone
        away 300 CNAME www.example.org.
        loop1 300 CNAME loop2
        loop2 300 CNAME loop1
        deep.branch 300 A 192.0.2.3
        *.apps 300 A 192.0.2.4
        there.apps 300 TXT "not synthesized"
        sub 300 NS ns.sub
        ns.sub 300 A 192.0.2.5
        """);
    private final Message response = new Message(1);

    private void ask(String name, int type) {
        QueryRules.answer(zone, ZoneText.name(name), type, response);
    }

    private List<String> section(int section) {
        return response.getSection(section).stream().map(ZoneText::line).toList();
    }

    private void assertAbsence(int code) {
        assertThat(response.getRcode()).isEqualTo(code);
        assertThat(section(Section.AUTHORITY)).singleElement().asString().startsWith("@ 5 SOA ns1.demo.test.");
    }

    @Test
    void shouldAnswerWithTheWholeSet() {
        ask("WEB", Type.A);
        assertThat(section(Section.ANSWER)).containsExactlyInAnyOrder("web 300 A 192.0.2.1", "web 300 A 192.0.2.2");
        assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void shouldAnswerWithAllSetsWhenAnyIsAsked() {
        ask("web", Type.ANY);
        assertThat(section(Section.ANSWER)).hasSize(3);
    }

    @Test
    void shouldAddTheAddressesOfHostsThatAreNamed() {
        ask("mail", Type.MX);
        assertThat(section(Section.ADDITIONAL)).contains("web 300 A 192.0.2.1", "web 300 A 192.0.2.2");
    }

    @Nested
    class Absence {
        @Test
        void shouldSayThatTheNameIsNotThere() {
            ask("gone", Type.A);
            assertAbsence(Rcode.NXDOMAIN);
        }

        @Test
        void shouldSayThatTheNameHasNoSuchType() {
            ask("web", Type.AAAA);
            assertAbsence(Rcode.NOERROR);
        }

        @Test
        void shouldKnowANameThatOnlyHasNamesBelow() {
            ask("branch", Type.A);
            assertAbsence(Rcode.NOERROR);
        }

        @Test
        void shouldNotTakeANameThatEndsAlikeForOneBelow() {
            ask("ch", Type.A);
            assertAbsence(Rcode.NXDOMAIN);
        }
    }

    @Nested
    class Aliases {
        @Test
        void shouldBeFollowedInsideTheZone() {
            ask("alias", Type.TXT);
            assertThat(section(Section.ANSWER))
                    .containsExactly(
                            "alias 300 CNAME alias2.demo.test.",
                            "alias2 300 CNAME web.demo.test.",
                            "web 300 TXT hello");
        }

        @Test
        void shouldBeTheAnswerWhenTheyAreAskedFor() {
            ask("alias", Type.CNAME);
            assertThat(section(Section.ANSWER)).containsExactly("alias 300 CNAME alias2.demo.test.");
        }

        @Test
        void shouldEndWhereTheyLeaveTheZone() {
            ask("away", Type.A);
            assertThat(section(Section.ANSWER)).containsExactly("away 300 CNAME www.example.org.");
            assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldTellWhenTheirTargetIsNotThere() {
            ask("broken", Type.A);
            assertThat(section(Section.ANSWER)).containsExactly("broken 300 CNAME gone.demo.test.");
            assertAbsence(Rcode.NXDOMAIN);
        }

        @Test
        void shouldNotBeFollowedInCircles() {
            ask("loop1", Type.A);
            assertThat(section(Section.ANSWER))
                    .containsExactly("loop1 300 CNAME loop2.demo.test.", "loop2 300 CNAME loop1.demo.test.");
        }
    }

    @Nested
    class Wildcards {
        @Test
        void shouldStandForNamesThatAreNotThere() {
            ask("shop.apps", Type.A);
            assertThat(section(Section.ANSWER)).containsExactly("shop.apps 300 A 192.0.2.4");
        }

        @Test
        void shouldNotStandForNamesThatAre() {
            ask("there.apps", Type.A);
            assertAbsence(Rcode.NOERROR);
        }

        @Test
        void shouldLackTypesAsNamesDo() {
            ask("shop.apps", Type.AAAA);
            assertAbsence(Rcode.NOERROR);
        }

        @Test
        void shouldNotReachBelowANameThatIsThere() {
            ask("below.there.apps", Type.A);
            assertAbsence(Rcode.NXDOMAIN);
        }
    }

    @Nested
    class Delegations {
        @Test
        void shouldReferToTheNameServersBelowTheCut() {
            ask("www.sub", Type.A);
            assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
            assertThat(section(Section.ANSWER)).isEmpty();
            assertThat(section(Section.AUTHORITY)).containsExactly("sub 300 NS ns.sub.demo.test.");
            assertThat(section(Section.ADDITIONAL)).containsExactly("ns.sub 300 A 192.0.2.5");
        }
    }
}
