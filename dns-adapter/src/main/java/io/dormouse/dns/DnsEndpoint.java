package io.dormouse.dns;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.ListRecords;
import io.dormouse.contracts.dns.RecordList;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.provider.NameProvider;
import io.dormouse.dns.record.RecordRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The methods of {@link DnsService}: checks what is asked, keeps calls for one name in a row, asks the provider. */
final class DnsEndpoint {
    private final NameProvider provider;
    private final CallOrder order;
    private final int defaultTtl;
    private final Lanes lanes = new Lanes();

    DnsEndpoint(NameProvider provider, CallOrder order, int defaultTtl) {
        this.provider = provider;
        this.order = order;
        this.defaultTtl = defaultTtl;
    }

    Future<KeyedEndpoint> bind(Vertx vertx, Ledger ledger) {
        return KeyedEndpoint.of(vertx, DnsService.class, ledger)
                .keyed(
                        "upsert",
                        UpsertRecord.class,
                        DnsRecord.class,
                        provider.guarantee(),
                        provider.requestTimeout(),
                        this::upsert)
                .keyed(
                        "delete",
                        DeleteRecord.class,
                        Void.class,
                        provider.guarantee(),
                        provider.requestTimeout(),
                        this::delete)
                .query("list", ListRecords.class, this::list)
                .bind();
    }

    private Future<DnsRecord> upsert(UpsertRecord request, Attempt attempt) {
        Record wanted = RecordRules.record(
                request.name(), request.type(), request.value(), request.ttl().orElse(defaultTtl));
        return lanes.run(
                wanted.getName(),
                () -> order.enter(wanted.getName(), wanted.getType(), attempt)
                        .compose(ordered -> provider.upsert(wanted, ordered)));
    }

    private Future<Void> delete(DeleteRecord request, Attempt attempt) {
        Name name = RecordRules.name(request.name());
        int type = RecordRules.type(request.type());
        return lanes.run(
                name, () -> order.enter(name, type, attempt).compose(ordered -> provider.delete(name, type, ordered)));
    }

    private Future<RecordList> list(ListRecords request) {
        return provider.list(RecordRules.name(request.zone())).map(RecordList::new);
    }
}
