package io.dormouse.dns.provider;

import io.dormouse.adapter.Attempt;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.dns.DnsException;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.dns.record.RecordForm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * One attempt at one change: read what is there, commit that as expected, then change it on the condition that it is still
 * there; if it is not, start over. Then ask whether it shows.
 *
 * <p>An earlier attempt may have committed what it expected, and by now its update has been made or never will be. If the server
 * holds neither that nor what is wanted, somebody else has changed it since: theirs is the younger, so nothing is sent. If it holds
 * what is wanted, the earlier attempt has made it, and it is not made again: refused because somebody changes it in that moment,
 * this attempt would start over and set its own older value above theirs.
 */
final class ConditionalChange {
    private static final int ROUNDS = 20;
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);

    private final Vertx vertx;
    private final Authority authority;
    private final Name zone;
    private final Change change;
    private final Attempt attempt;
    private final Duration timeout;
    private final Optional<JsonObject> before;

    /**
     * Why the server did not take the update of the round before.
     *
     * @param wasSent false if it was only asked, and nothing of this attempt can be at the server
     */
    private record Refused(int code, Reading found, boolean wasSent) {}

    ConditionalChange(Vertx vertx, Authority authority, Name zone, Change change, Attempt attempt, Duration timeout) {
        this.vertx = vertx;
        this.authority = authority;
        this.zone = zone;
        this.change = change;
        this.attempt = attempt;
        this.timeout = timeout;
        this.before = attempt.expected();
    }

    /** Complete with what the server shows when the change is made. */
    Future<Reading> make() {
        return round(1, Optional.empty());
    }

    private Future<Reading> round(int number, Optional<Refused> refused) {
        if (number > ROUNDS) {
            return Future.failedFuture(CallFailure.UNAVAILABLE.exception(
                    "%s changes faster than it can be read; it will be tried again".formatted(change.what())));
        }
        return authority.read(change.name(), change.type()).compose(found -> {
            boolean onlyLooked = refused.filter(Refused::wasSent).isEmpty();
            if (onlyLooked && isOvertaken(found)) throw overtaken(found);
            if (refused.isPresent() && isInTheWay(refused.get(), found)) throw conflict(found);
            boolean synthesized = refused.filter(
                            last -> last.code() == Rcode.NXRRSET && last.found().sameRecordsAs(found))
                    .isPresent();
            boolean nothingToRemove = change instanceof Change.Remove && (found.isEmpty() || synthesized);
            if (nothingToRemove) return Future.succeededFuture(found);
            if (onlyLooked && !synthesized && before.isPresent() && change.isMadeIn(found)) {
                return ask(new Condition.Exactly(found.records()), found)
                        .compose(code -> code == Rcode.NOERROR
                                ? Future.succeededFuture(found)
                                : round(number + 1, Optional.of(new Refused(code, found, false))));
            }
            return carryOut(found, Condition.of(change, found, synthesized))
                    .compose(code -> code == Rcode.NOERROR
                            ? confirm(FIRST_LOOK, Duration.ZERO)
                            : round(number + 1, Optional.of(new Refused(code, found, true))));
        });
    }

    /** Whether the condition holds: an update of nothing. What was read may have come from a wildcard. */
    private Future<Integer> ask(Condition condition, Reading found) {
        Update question = new Update(zone);
        condition.writeTo(question);
        return authority.send(authority.sign(question, found.taken()), change.what());
    }

    private Future<Integer> carryOut(Reading found, Condition condition) {
        Update update = new Update(zone);
        condition.writeTo(update);
        change.writeTo(update);
        Authority.SignedUpdate signed = authority.sign(update, found.taken());
        return attempt.expect(found.toJson()).compose(committed -> authority.send(signed, change.what()));
    }

    private boolean isOvertaken(Reading found) {
        return before.isPresent() && !before.get().equals(found.toJson()) && !change.isMadeIn(found);
    }

    /** An update beside an alias, or of an alias beside other records, is not refused but ignored (RFC 2136 §3.4.2.2); so we ask. */
    private boolean isInTheWay(Refused last, Reading found) {
        boolean aliasInTheWay = last.code() == Rcode.YXRRSET && found.alias().isPresent();
        boolean othersInTheWay = last.code() == Rcode.YXDOMAIN && found.isEmpty() && found.nameExists();
        return aliasInTheWay || othersInTheWay;
    }

    /** Looks until the change shows: a server may answer from a copy that follows a moment later. */
    private Future<Reading> confirm(Duration pause, Duration waited) {
        return authority
                .read(change.name(), change.type())
                .compose(found -> isShown(found).compose(shown -> {
                    if (shown) return Future.succeededFuture(found);
                    if (waited.compareTo(timeout) > 0) throw unconfirmed(found);
                    return vertx.timer(pause.toMillis())
                            .compose(later -> confirm(pause.multipliedBy(2), waited.plus(pause)));
                }));
    }

    /** What still shows after a removal may come from a wildcard; whether the records themselves are there, only a prerequisite tells. */
    private Future<Boolean> isShown(Reading found) {
        if (change.isMadeIn(found)) return Future.succeededFuture(true);
        if (change instanceof Change.Set) return Future.succeededFuture(false);
        return ask(new Condition.NoSet(change.name(), change.type()), found).map(code -> code == Rcode.NOERROR);
    }

    private DnsException overtaken(Reading found) {
        JsonArray values = before.orElseThrow().getJsonArray("values");
        return DnsFailure.NAME_CONFLICT.exception(
                "%s was changed by somebody else while this call was under way: it was %s and is %s now; that is left as it is. Call again if it must be changed"
                        .formatted(change.what(), values.isEmpty() ? "nothing" : values.encode(), found.described()));
    }

    private DnsException conflict(Reading found) {
        String name = RecordForm.nameOf(change.name());
        return DnsFailure.NAME_CONFLICT.exception(
                found.alias().isPresent()
                        ? "%s is %s, so it cannot have a record %s; remove the CNAME first"
                                .formatted(name, found.described(), Type.string(change.type()))
                        : "%s has other records, so it cannot be an alias; remove them first".formatted(name));
    }

    private RuntimeException unconfirmed(Reading found) {
        return CallFailure.UNAVAILABLE.exception(
                "the name server has taken the change of %s but shows %s; it will be looked at again"
                        .formatted(change.what(), found.described()));
    }
}
