package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** RFC 2136 §2.4 and §3.2. */
class PrerequisitesTest {
    private final ZoneDraft zone = ZoneText.demo("""
        web 300 A 192.0.2.1
        web 300 A 192.0.2.2
        web 300 TXT "hello"
        alias 300 CNAME web
        deep.branch 300 A 192.0.2.3
        """).draft();
    private final Update update = new Update(ZoneText.DEMO);

    private int check() {
        return Prerequisites.check(zone, update.getSection(Section.PREREQ));
    }

    private int check(Record prerequisite) {
        return Prerequisites.check(zone, List.of(prerequisite));
    }

    @Test
    void shouldHoldWhenNothingIsAskedFor() {
        assertThat(check()).isEqualTo(Rcode.NOERROR);
    }

    @Nested
    class NameIsInUse {
        @Test
        void shouldHoldWhenTheNameHasAnyRecord() {
            update.present(ZoneText.name("web"));
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldSayNxdomainWhenItHasNone() {
            update.present(ZoneText.name("gone"));
            assertThat(check()).isEqualTo(Rcode.NXDOMAIN);
        }

        @Test
        void shouldNotCountANameThatOnlyHasNamesBelow() {
            update.present(ZoneText.name("branch"));
            assertThat(check()).isEqualTo(Rcode.NXDOMAIN);
        }
    }

    @Nested
    class NameIsNotInUse {
        @Test
        void shouldHoldWhenTheNameHasNoRecord() {
            update.absent(ZoneText.name("gone"));
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldSayYxdomainWhenItHasOne() {
            update.absent(ZoneText.name("WEB"));
            assertThat(check()).isEqualTo(Rcode.YXDOMAIN);
        }
    }

    @Nested
    class SetExists {
        @Test
        void shouldHoldWhateverTheValues() {
            update.present(ZoneText.name("web"), Type.A);
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldSayNxrrsetWhenTheNameHasOtherTypesOnly() {
            update.present(ZoneText.name("web"), Type.AAAA);
            assertThat(check()).isEqualTo(Rcode.NXRRSET);
        }
    }

    @Nested
    class SetDoesNotExist {
        @Test
        void shouldHoldWhenTheNameHasOtherTypesOnly() {
            update.absent(ZoneText.name("web"), Type.AAAA);
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldSayYxrrsetWhenItExists() {
            update.absent(ZoneText.name("web"), Type.TXT);
            assertThat(check()).isEqualTo(Rcode.YXRRSET);
        }
    }

    @Nested
    class SetIsExactly {
        private void present(String record) {
            update.present(ZoneText.record(record));
        }

        @Test
        void shouldHoldWhenAllRecordsAreNamedInAnyOrder() {
            present("web 0 A 192.0.2.2");
            present("web 0 A 192.0.2.1");
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldSayNxrrsetWhenOneIsMissing() {
            present("web 0 A 192.0.2.1");
            assertThat(check()).isEqualTo(Rcode.NXRRSET);
        }

        @Test
        void shouldSayNxrrsetWhenOneIsTooMany() {
            present("web 0 A 192.0.2.1");
            present("web 0 A 192.0.2.2");
            present("web 0 A 192.0.2.3");
            assertThat(check()).isEqualTo(Rcode.NXRRSET);
        }

        @Test
        void shouldSayNxrrsetWhenTheSetIsNotThere() {
            present("gone 0 A 192.0.2.1");
            assertThat(check()).isEqualTo(Rcode.NXRRSET);
        }

        @Test
        void shouldNotCareForTheCaseOfNamesInsideTheData() {
            present("alias 0 CNAME WEB");
            assertThat(check()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void shouldAskForSeveralSetsAtOnce() {
            present("web 0 TXT \"hello\"");
            present("alias 0 CNAME other");
            assertThat(check()).isEqualTo(Rcode.NXRRSET);
        }
    }

    @Nested
    class Malformed {
        @Test
        void shouldRefuseATimeToLive() {
            assertThat(check(ZoneText.record("web 5 A 192.0.2.1"))).isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseANameOutsideTheZone() {
            update.present(Name.fromConstantString("web.other.test."));
            assertThat(check()).isEqualTo(Rcode.NOTZONE);
        }

        @Test
        void shouldRefuseDataWhereOnlyAPlaceIsNamed() {
            Record any = Record.newRecord(ZoneText.name("web"), Type.A, DClass.ANY, 0, new byte[] {1, 2, 3, 4});
            Record none = Record.newRecord(ZoneText.name("web"), Type.A, DClass.NONE, 0, new byte[] {1, 2, 3, 4});
            assertThat(check(any)).isEqualTo(Rcode.FORMERR);
            assertThat(check(none)).isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseAnotherClass() {
            assertThat(check(Record.newRecord(ZoneText.name("web"), Type.A, DClass.CH, 0)))
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseATypeThatIsNoData() {
            assertThat(check(Record.newRecord(ZoneText.name("web"), Type.ANY, DClass.IN, 0)))
                    .isEqualTo(Rcode.FORMERR);
        }
    }

    @Test
    void shouldChangeNothingWhenAPrerequisiteFails() {
        update.absent(ZoneText.name("web"));
        update.add(ZoneText.record("web 300 A 192.0.2.9"));
        Message message = update;
        assertThat(UpdateRules.apply(zone, message)).isEqualTo(Rcode.YXDOMAIN);
        assertThat(zone.changes()).isEmpty();
    }
}
