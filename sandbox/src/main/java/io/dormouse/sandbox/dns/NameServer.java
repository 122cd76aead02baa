package io.dormouse.sandbox.dns;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;

/**
 * An authoritative name server on UDP and TCP (RFC 1035, EDNS RFC 6891). Queries are answered from memory, which is filled
 * from Postgres at the start. Updates (RFC 2136) and transfers (RFC 5936) need the signature of the one key (RFC 8945); an
 * update is answered when it is committed. It is the only writer of its tables while it runs; what another writes is seen
 * with the next update.
 *
 * <p>Everything runs on one Vert.x context: that of the caller of {@link #open}.
 */
public final class NameServer {
    private static final Logger log = LoggerFactory.getLogger(NameServer.class);

    private final Sockets sockets;

    private NameServer(Sockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Makes the zones that are new, reads the records of all and listens. The pool's schema must be migrated
     * ({@code db/sandbox}); the caller keeps the pool open until after {@link #close}. Fails if the port is in use, a zone is
     * not a domain name, or the secret is not Base64.
     */
    public static Future<NameServer> open(Vertx vertx, Pool pool, NameServerConfig config) {
        Context context = vertx.getOrCreateContext();
        Promise<NameServer> opened = Promise.promise();
        context.runOnContext(go -> start(vertx, pool, config).onComplete(opened));
        return opened.future();
    }

    private static Future<NameServer> start(Vertx vertx, Pool pool, NameServerConfig config) {
        Signatures signatures;
        Map<Name, ZoneWriter> zones = new LinkedHashMap<>();
        Future<Void> loaded = Future.succeededFuture();
        try {
            signatures = new Signatures(
                    RecordText.name(config.tsigName()), Base64.getDecoder().decode(config.tsigSecretBase64()));
            for (String zone : config.zones()) {
                Name origin = RecordText.name(zone).canonicalize();
                loaded = loaded.compose(before -> load(pool, origin, config.host()))
                        .onSuccess(records -> zones.put(origin, new ZoneWriter(pool, records)))
                        .mapEmpty();
            }
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new IllegalArgumentException(
                    "the name server cannot be configured as %s: %s".formatted(config, e.getMessage()), e));
        }
        return loaded.compose(
                        all -> Sockets.open(vertx, config.host(), config.port(), new Responder(zones, signatures)))
                .map(NameServer::new)
                .onSuccess(server ->
                        log.info("Name server for {} on {}:{}", config.zones(), config.host(), server.port()));
    }

    private static Future<Zone> load(Pool pool, Name origin, String host) {
        return pool.withTransaction(connection -> ZoneStore.create(connection, NewZone.of(origin, host)))
                .compose(created -> ZoneStore.load(pool, origin));
    }

    /** The port of UDP and TCP. */
    public int port() {
        return sockets.port();
    }

    /** Stops listening. Updates under way are committed or not, as with a server that loses its power. */
    public Future<Void> close() {
        return sockets.close();
    }
}
