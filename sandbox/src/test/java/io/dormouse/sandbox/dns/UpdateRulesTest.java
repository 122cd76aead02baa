package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** RFC 2136 §3.4 to §3.6. */
class UpdateRulesTest {
    private static final String[] APEX = {"@ 60 NS ns1.demo.test.", "ns1 60 A 192.0.2.53"};

    private final Update update = new Update(ZoneText.DEMO);

    private Zone after(String records) {
        ZoneDraft draft = ZoneText.demo(records).draft();
        assertThat(UpdateRules.apply(draft, update)).isEqualTo(Rcode.NOERROR);
        return draft.finish();
    }

    private int codeOf(Record record) {
        update.addRecord(record, Section.UPDATE);
        ZoneDraft draft = ZoneText.demo("web 300 A 192.0.2.1\n").draft();
        int code = UpdateRules.apply(draft, update);
        assertThat(draft.changes()).isEmpty();
        return code;
    }

    @Nested
    class Adding {
        @Test
        void shouldAddARecordOfANewName() {
            update.add(ZoneText.record("web 300 A 192.0.2.1"));
            assertThat(ZoneText.lines(after("")))
                    .contains(APEX)
                    .contains("web 300 A 192.0.2.1")
                    .hasSize(3);
        }

        @Test
        void shouldAddToTheSetAndGiveItOneTimeToLive() {
            update.add(ZoneText.record("web 60 A 192.0.2.2"));
            assertThat(ZoneText.lines(after("web 300 A 192.0.2.1\n")))
                    .contains("web 60 A 192.0.2.1", "web 60 A 192.0.2.2");
        }

        @Test
        void shouldTakeARepeatedRecordOnceWithItsNewTimeToLive() {
            update.add(ZoneText.record("web 60 A 192.0.2.1"));
            assertThat(ZoneText.lines(after("web 300 A 192.0.2.1\n")))
                    .contains(APEX)
                    .contains("web 60 A 192.0.2.1")
                    .hasSize(3);
        }

        @Test
        void shouldReplaceACnameByAnother() {
            update.add(ZoneText.record("alias 300 CNAME b"));
            assertThat(ZoneText.lines(after("alias 300 CNAME a\n")))
                    .contains("alias 300 CNAME b.demo.test.")
                    .doesNotContain("alias 300 CNAME a.demo.test.");
        }

        @Test
        void shouldIgnoreACnameBesideOtherRecords() {
            update.add(ZoneText.record("web 300 CNAME other"));
            Zone zone = after("web 300 A 192.0.2.1\n");
            assertThat(ZoneText.lines(zone)).contains("web 300 A 192.0.2.1").noneMatch(line -> line.contains("CNAME"));
            assertThat(zone.serial()).isEqualTo(10);
        }

        @Test
        void shouldIgnoreOtherRecordsBesideACname() {
            update.add(ZoneText.record("alias 300 A 192.0.2.1"));
            assertThat(ZoneText.lines(after("alias 300 CNAME a\n"))).noneMatch(line -> line.startsWith("alias 300 A"));
        }

        @Test
        void shouldIgnoreAnAuthorityBelowTheApex() {
            update.add(ZoneText.record("web 300 SOA ns1 hostmaster 99 1 1 1 1"));
            assertThat(after("").find(ZoneText.name("web"), Type.SOA)).isEmpty();
        }

        @Test
        void shouldTakeALaterAuthorityAsItIs() {
            update.add(ZoneText.record("@ 60 SOA ns1 hostmaster 99 61 30 3600 5"));
            Zone zone = after("");
            assertThat(zone.serial()).isEqualTo(99);
            assertThat(zone.startOfAuthority().getRefresh()).isEqualTo(61);
        }

        @Test
        void shouldIgnoreAnEarlierAuthority() {
            update.add(ZoneText.record("@ 60 SOA ns1 hostmaster 9 61 30 3600 5"));
            assertThat(after("").startOfAuthority().getRefresh()).isEqualTo(60);
        }
    }

    @Nested
    class Deleting {
        private static final String WEB = "web 300 A 192.0.2.1\nweb 300 A 192.0.2.2\nweb 300 TXT \"hello\"\n";

        @Test
        void shouldDeleteOneRecordOfASet() {
            update.delete(ZoneText.record("web 0 A 192.0.2.1"));
            assertThat(ZoneText.lines(after(WEB)))
                    .contains("web 300 A 192.0.2.2", "web 300 TXT hello")
                    .hasSize(4);
        }

        @Test
        void shouldDeleteASet() {
            update.delete(ZoneText.name("WEB"), Type.A);
            assertThat(ZoneText.lines(after(WEB))).contains("web 300 TXT hello").hasSize(3);
        }

        @Test
        void shouldDeleteANameWithAllItHas() {
            update.delete(ZoneText.name("web"));
            assertThat(ZoneText.lines(after(WEB))).containsExactlyInAnyOrder(APEX);
        }

        @Test
        void shouldReplaceASetInOneMessage() {
            update.delete(ZoneText.name("web"), Type.A);
            update.add(ZoneText.record("web 60 A 192.0.2.9"));
            assertThat(ZoneText.lines(after(WEB)))
                    .contains("web 60 A 192.0.2.9", "web 300 TXT hello")
                    .hasSize(4);
        }

        @Test
        void shouldKeepAuthorityAndNameServersWhenTheApexIsDeleted() {
            update.delete(ZoneText.DEMO);
            Zone zone = after("@ 300 TXT \"apex\"\n");
            assertThat(ZoneText.lines(zone)).containsExactlyInAnyOrder(APEX);
            assertThat(zone.serial()).isEqualTo(11);
        }

        @Test
        void shouldKeepTheNameServersWhenTheirSetIsDeleted() {
            update.delete(ZoneText.DEMO, Type.NS);
            update.delete(ZoneText.DEMO, Type.SOA);
            assertThat(ZoneText.lines(after(""))).containsExactlyInAnyOrder(APEX);
        }

        @Test
        void shouldKeepTheLastNameServer() {
            update.delete(ZoneText.record("@ 0 NS ns1"));
            update.delete(ZoneText.record("@ 0 NS ns2"));
            assertThat(ZoneText.lines(after("@ 60 NS ns2\n")))
                    .contains("@ 60 NS ns2.demo.test.")
                    .doesNotContain(APEX[0]);
        }

        @Test
        void shouldDeleteTheLastNameServerOfADelegation() {
            update.delete(ZoneText.record("sub 0 NS ns1"));
            assertThat(ZoneText.lines(after("sub 60 NS ns1\n"))).containsExactlyInAnyOrder(APEX);
        }
    }

    @Nested
    class Serial {
        @Test
        void shouldMoveByOneWhateverTheNumberOfChanges() {
            update.add(ZoneText.record("a 300 A 192.0.2.1"));
            update.add(ZoneText.record("b 300 A 192.0.2.1"));
            assertThat(after("").serial()).isEqualTo(11);
        }

        @Test
        void shouldStayWhenNothingWasThereToDelete() {
            update.delete(ZoneText.name("gone"));
            assertThat(after("").serial()).isEqualTo(10);
        }

        @Test
        void shouldStayWhenASetIsReplacedByItself() {
            update.delete(ZoneText.name("web"), Type.A);
            update.add(ZoneText.record("web 300 A 192.0.2.1"));
            assertThat(after("web 300 A 192.0.2.1\n").serial()).isEqualTo(10);
        }

        @Test
        void shouldMoveWhenOnlyTheTimeToLiveChanged() {
            update.add(ZoneText.record("web 60 A 192.0.2.1"));
            assertThat(after("web 300 A 192.0.2.1\n").serial()).isEqualTo(11);
        }

        @Test
        void shouldMoveWhenTheAuthorityChangedWithoutMovingIt() {
            update.add(ZoneText.record("@ 60 SOA ns1 hostmaster 10 61 30 3600 5"));
            Zone zone = after("");
            assertThat(zone.serial()).isEqualTo(11);
            assertThat(zone.startOfAuthority().getRefresh()).isEqualTo(61);
        }

        @Test
        void shouldMoveWithEachUpdateOfAGroup() {
            ZoneDraft draft = ZoneText.demo("").draft();
            for (String name : new String[] {"a", "b", "c"}) {
                Update one = new Update(ZoneText.DEMO);
                one.add(ZoneText.record(name + " 300 A 192.0.2.1"));
                assertThat(UpdateRules.apply(draft, one)).isEqualTo(Rcode.NOERROR);
            }
            assertThat(draft.finish().serial()).isEqualTo(13);
        }
    }

    @Nested
    class Prescan {
        @Test
        void shouldRefuseANameOutsideTheZone() {
            assertThat(codeOf(Record.newRecord(Name.fromConstantString("web.other.test."), Type.A, DClass.ANY, 0)))
                    .isEqualTo(Rcode.NOTZONE);
        }

        @Test
        void shouldChangeNothingWhenALaterRecordIsMalformed() {
            update.add(ZoneText.record("new 300 A 192.0.2.1"));
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), Type.A, DClass.ANY, 5)))
                    .isEqualTo(Rcode.FORMERR);
        }

        @ParameterizedTest
        @ValueSource(ints = {Type.ANY, Type.AXFR, Type.MAILA, Type.MAILB, Type.TSIG, Type.OPT})
        void shouldRefuseToAddWhatIsNoData(int type) {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), type, DClass.IN, 60)))
                    .isEqualTo(Rcode.FORMERR);
        }

        @ParameterizedTest
        @ValueSource(ints = {Type.AXFR, Type.MAILA, Type.MAILB})
        void shouldRefuseToDeleteWhatIsNoData(int type) {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), type, DClass.ANY, 0)))
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseToDeleteASetWithData() {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), Type.A, DClass.ANY, 0, new byte[] {1, 2, 3, 4})))
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseToDeleteARecordWithATimeToLive() {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), Type.A, DClass.NONE, 5, new byte[] {1, 2, 3, 4})))
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseToDeleteAnyTypeOfOneRecord() {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), Type.ANY, DClass.NONE, 0)))
                    .isEqualTo(Rcode.FORMERR);
        }

        @Test
        void shouldRefuseAnotherClass() {
            assertThat(codeOf(Record.newRecord(ZoneText.name("web"), Type.A, DClass.CH, 0)))
                    .isEqualTo(Rcode.FORMERR);
        }
    }
}
