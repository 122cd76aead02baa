package io.dormouse.dns.provider;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.dns.DnsRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Somewhere that records are kept. Declared failures are {@link io.dormouse.contracts.dns.DnsException}s; any other failure means
 * that nobody knows whether the change was made, and a later attempt finds out.
 */
public interface NameProvider {
    /** What it can do about a repeated change. */
    Guarantee guarantee();

    /** After which no change that an attempt has sent can be carried out any more. */
    Duration requestTimeout();

    /** Makes the record the only one of its name and type. Complete with what the server says, once it says so. */
    Future<DnsRecord> upsert(Record wanted, Attempt attempt);

    /** Removes all records of a name and type. Complete once the server says that there are none. */
    Future<Void> delete(Name name, int type, Attempt attempt);

    /** All records of a zone, in the order of their names. */
    Future<List<DnsRecord>> list(Name zone);

    /** Lets go of sockets; what is under way fails. */
    Future<Void> close();
}
