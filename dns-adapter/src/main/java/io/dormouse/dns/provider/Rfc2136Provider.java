package io.dormouse.dns.provider;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.dns.record.RecordForm;
import io.dormouse.dns.record.RecordRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Any server that takes dynamic updates: BIND, Knot, PowerDNS, the sandbox (RFC 2136, RFC 5936, RFC 8945). */
public final class Rfc2136Provider implements NameProvider {
    private final Vertx vertx;
    private final Authority authority;
    private final List<Name> zones;
    private final Duration timeout;

    private Rfc2136Provider(Vertx vertx, Authority authority, List<Name> zones, Duration timeout) {
        this.vertx = vertx;
        this.authority = authority;
        this.zones = zones;
        this.timeout = timeout;
    }

    /**
     * Opens the sockets; sends nothing. To be used from the context of the caller.
     *
     * @param timeout how long the server may take for one answer
     */
    public static Future<NameProvider> open(
            Vertx vertx, String host, int port, List<String> zones, TsigKey key, Duration timeout) {
        List<Name> names = zones.stream().map(RecordRules::name).toList();
        return Authority.open(vertx, host, port, key, timeout)
                .map(authority -> new Rfc2136Provider(vertx, authority, names, timeout));
    }

    /** Every change carries the condition that it is based on, and its packet a time after which it is void. */
    @Override
    public Guarantee guarantee() {
        return Guarantee.IDEMPOTENT_BY_TOKEN;
    }

    @Override
    public Duration requestTimeout() {
        return Authority.landed(timeout);
    }

    @Override
    public Future<DnsRecord> upsert(Record wanted, Attempt attempt) {
        return make(new Change.Set(wanted), attempt)
                .map(shown -> RecordForm.of(shown.records().getFirst()));
    }

    @Override
    public Future<Void> delete(Name name, int type, Attempt attempt) {
        return make(new Change.Remove(name, type), attempt).mapEmpty();
    }

    @Override
    public Future<List<DnsRecord>> list(Name zone) {
        if (!zones.contains(zone)) return Future.failedFuture(notServed(zone));
        return authority
                .transfer(zone)
                .map(records -> records.stream()
                        .sorted(Comparator.comparing(Record::getName).thenComparing(Record::getType))
                        .map(RecordForm::of)
                        .toList());
    }

    @Override
    public Future<Void> close() {
        return authority.close();
    }

    private Future<Reading> make(Change change, Attempt attempt) {
        return zones.stream()
                .filter(zone -> change.name().subdomain(zone))
                .max(Comparator.comparingInt(Name::labels))
                .map(zone -> new ConditionalChange(vertx, authority, zone, change, attempt, timeout).make())
                .orElseGet(() -> Future.failedFuture(notServed(change.name())));
    }

    private RuntimeException notServed(Name name) {
        return DnsFailure.ZONE_NOT_SERVED.exception("no zone here holds %s; the zones are %s"
                .formatted(
                        RecordForm.nameOf(name),
                        String.join(", ", zones.stream().map(RecordForm::nameOf).toList())));
    }
}
