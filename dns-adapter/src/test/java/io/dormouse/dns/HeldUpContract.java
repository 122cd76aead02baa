package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.Attempt;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.dns.record.RecordRules;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that were held up, whatever server stands behind them. */
abstract class HeldUpContract extends ServerContract {
    /** The histories of an attempt that was held up, each with the one that follows it (the ledger's part is scripted). */
    @Nested
    class HeldUpAttempts {
        private final Promise<Void> thaw = Promise.promise();
        private final String name = newName();
        private final ScriptedAttempt first = new ScriptedAttempt("first", 1);

        private Future<DnsRecord> upsert(String value, Attempt attempt) {
            return onContext(() -> provider.upsert(RecordRules.record(name, "A", value, 60), attempt));
        }

        /** The first attempt stands frozen between what it has committed as expected and its update. */
        private Future<DnsRecord> frozen(String value) {
            Future<Void> reached = first.freezeUntil(thaw.future());
            Future<DnsRecord> call = upsert(value, first);
            await(reached);
            return call;
        }

        @Test
        void shouldNotSetAnOldValueAgain() {
            nameserver.add(name, "A", "192.0.2.1");
            Future<DnsRecord> call = frozen("192.0.2.2");
            nameserver.replace(name, "A", "192.0.2.3");
            first.supersede();
            thaw.complete();
            assertThat(failureOf(call)).hasMessageContaining("superseded");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.3 60");
        }

        @Test
        void shouldStartOverWhenTheyAreNotSuperseded() {
            nameserver.add(name, "A", "192.0.2.1");
            Future<DnsRecord> call = frozen("192.0.2.2");
            nameserver.replace(name, "A", "192.0.2.3");
            thaw.complete();
            assertThat(await(call).value()).isEqualTo("192.0.2.2");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.2 60");
        }

        @Test
        void shouldStartOverWhenARecordHasAppeared() {
            Future<DnsRecord> call = frozen("192.0.2.2");
            nameserver.add(name, "A", "192.0.2.3");
            thaw.complete();
            assertThat(await(call).value()).isEqualTo("192.0.2.2");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.2 60");
        }

        @Test
        void shouldBeFollowedByOneThatActsWhenNothingHasChanged() {
            nameserver.add(name, "A", "192.0.2.1");
            frozen("192.0.2.2");
            assertThat(await(upsert("192.0.2.2", first.next())).value()).isEqualTo("192.0.2.2");
        }

        @Test
        void shouldBeFollowedByOneThatFindsWhatIsWanted() {
            nameserver.add(name, "A", "192.0.2.1");
            frozen("192.0.2.2");
            nameserver.replace(name, "A", "192.0.2.2");
            assertThat(await(upsert("192.0.2.2", first.next())).value()).isEqualTo("192.0.2.2");
        }

        @Test
        void shouldNotBeFollowedByOneThatMakesAgainWhatIsMadeAboveAYoungerValue() {
            nameserver.add(name, "A", "192.0.2.1");
            frozen("192.0.2.2");
            nameserver.replace(name, "A", "192.0.2.2");
            ScriptedAttempt second = first.next();
            first.supersede(); // or else the thaw would have it start over, and set its value after the look below
            Future<Void> committing = second.freezeUntil(thaw.future());
            Future<DnsRecord> call = upsert("192.0.2.2", second);
            await(Future.any(committing, call));
            nameserver.replace(name, "A", "192.0.2.3");
            thaw.complete();
            assertThat(await(call).value()).isEqualTo("192.0.2.2");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.3 60");
        }

        @Test
        void shouldBeFollowedByOneThatMakesWhatOnlyAWildcardShows() {
            String wildcard = "*." + name;
            String below = "web." + name;
            nameserver.add(wildcard, "A", "192.0.2.2");
            Future<Void> reached = first.freezeUntil(thaw.future());
            onContext(() -> provider.upsert(RecordRules.record(below, "A", "192.0.2.2", 60), first));
            await(reached);
            await(onContext(() -> provider.upsert(RecordRules.record(below, "A", "192.0.2.2", 60), first.next())));
            nameserver.replace(wildcard, "A", "192.0.2.9");
            assertThat(nameserver.lookUp(below, "A")).containsExactly("192.0.2.2 60");
        }

        @Test
        void shouldBeFollowedByOneThatLeavesWhatSomebodyElseHasSet() {
            nameserver.add(name, "A", "192.0.2.1");
            frozen("192.0.2.2");
            nameserver.replace(name, "A", "192.0.2.3");
            assertRefused(
                    DnsFailure.NAME_CONFLICT,
                    upsert("192.0.2.2", first.next()),
                    "192.0.2.1",
                    "192.0.2.3",
                    "somebody else");
            assertThat(nameserver.lookUp(name, "A")).containsExactly("192.0.2.3 60");
        }
    }
}
