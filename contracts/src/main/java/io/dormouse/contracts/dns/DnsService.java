package io.dormouse.contracts.dns;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** Changes and reads names at authoritative servers; changes need a key and happen once. */
@ProxyGen
@FailsWith(DnsFailure.class)
public interface DnsService {
    /** Where the service listens on the bus. */
    String ADDRESS = "dns.v1";

    /** Sets the record and confirms it at the authoritative server. Keyed. */
    Future<DnsRecord> upsert(UpsertRecord request);

    /** Removes the record and confirms that it is gone. Keyed. */
    Future<Void> delete(DeleteRecord request);

    /** Reads a zone. */
    Future<RecordList> list(ListRecords request);
}
