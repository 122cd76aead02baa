package io.dormouse.sandbox.dns;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * One zone in memory, and the one way to change it. While a group of updates is being committed the next one gathers, so a
 * thousand updates at once are a few transactions. All calls come from one context.
 */
final class ZoneWriter {
    private static final Logger log = LoggerFactory.getLogger(ZoneWriter.class);

    private final Pool pool;
    private Zone zone;
    private List<Waiting> gathering = new ArrayList<>();
    private boolean committing;

    private record Waiting(Message update, Promise<Integer> code) {}

    /** What a transaction has decided: valid once it is committed. */
    private record Decided(Zone zone, List<Integer> codes) {}

    ZoneWriter(Pool pool, Zone zone) {
        this.pool = pool;
        this.zone = zone;
    }

    /** The zone as last committed. */
    Zone zone() {
        return zone;
    }

    /** Carries out an update; complete with its response code after the commit. */
    Future<Integer> update(Message update) {
        Promise<Integer> code = Promise.promise();
        gathering.add(new Waiting(update, code));
        if (!committing) commitWhatGathered();
        return code.future();
    }

    private void commitWhatGathered() {
        List<Waiting> group = gathering;
        gathering = new ArrayList<>();
        committing = true;
        pool.withTransaction(connection -> decide(connection, group))
                .onComplete(decided -> publish(group, decided), failure -> giveUp(group, failure))
                .onComplete(done -> {
                    committing = false;
                    if (!gathering.isEmpty()) commitWhatGathered();
                });
    }

    private Future<Decided> decide(SqlConnection connection, List<Waiting> group) {
        return ZoneStore.lock(connection, zone.origin())
                .compose(serial -> serial == zone.serial()
                        ? Future.succeededFuture(zone)
                        : ZoneStore.load(connection, zone.origin()))
                .compose(current -> {
                    ZoneDraft draft = current.draft();
                    List<Integer> codes = new ArrayList<>();
                    group.forEach(waiting -> codes.add(UpdateRules.apply(draft, waiting.update())));
                    if (draft.changes().isEmpty()) return Future.succeededFuture(new Decided(current, codes));
                    Zone becomes = draft.finish();
                    return ZoneStore.write(connection, draft, becomes).map(new Decided(becomes, codes));
                });
    }

    private void publish(List<Waiting> group, Decided decided) {
        zone = decided.zone();
        for (int i = 0; i < group.size(); i++)
            group.get(i).code().complete(decided.codes().get(i));
    }

    /** Nobody knows whether it was committed. The serial tells at the next update, which then reads the zone again. */
    private void giveUp(List<Waiting> group, Throwable failure) {
        log.warn("{} updates of {} got no answer from the database", group.size(), zone.origin(), failure);
        group.forEach(waiting -> waiting.code().complete(Rcode.SERVFAIL));
    }
}
