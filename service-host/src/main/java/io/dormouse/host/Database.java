package io.dormouse.host;

import io.dormouse.host.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The schema of one service in Postgres, reached with the role that owns it. Of several hosts the one that is the primary is
 * used; when another one becomes it, connections to the old one are closed, and what asks next is connected to the new one.
 *
 * <p>Nothing here waits for ever: a host that does not answer is given up after {@link #CONNECT_PATIENCE}, a connection of a
 * pool that is silent for too long is closed, and the server itself ends what a client that froze or vanished has left open.
 *
 * @param hosts where Postgres listens: one, or a primary and its standbys in any order
 * @param name the database
 * @param schema the service's own schema; its migrations lie at {@code db/<schema>} on the class path
 * @param user the role that owns the schema
 * @param password its password
 * @param socketFolder where the Unix socket of the one host lies, which costs half of what TCP on loopback does; used for everything but
 *     migrations, whose driver knows TCP alone
 */
public record Database(
        List<HostPort> hosts, String name, String schema, String user, String password, Optional<Path> socketFolder) {
    /** So long it may take to be connected, or to wait for a connection of a pool. */
    public static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /** Longer than any question may take, so that what is closed for its silence is dead. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /**
     * Settings of a session whose statements look up by key, however many keys. A plan that was made while the tables were small, or
     * before Postgres has looked at what they hold, would scan them for ever.
     */
    public static final Map<String, String> BY_KEY =
            Map.of("enable_seqscan", "off", "enable_hashjoin", "off", "enable_mergejoin", "off", "jit", "off");

    private static final int TCP_PATIENCE_MILLIS = 2_000;
    private static final int POOL_LOOK_MILLIS = 1_000;

    /**
     * What holds for every session. Locks of a client that froze in a transaction are freed; nobody waits for a lock longer than
     * the client would listen; whoever works for a client that is gone stops. A limit on statements is missing on purpose: it
     * would cut a commit short that waits for the synchronous standby, and Postgres then reports it as made.
     */
    private static final Map<String, String> SESSION = Map.of(
            "idle_in_transaction_session_timeout", "5s",
            "lock_timeout", "5s",
            "client_connection_check_interval", "2s",
            "tcp_keepalives_idle", "10",
            "tcp_keepalives_interval", "5",
            "tcp_keepalives_count", "3");

    /** Refuses to have no host. */
    public Database {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) throw new IllegalArgumentException("a database needs at least one host");
        if (hosts.size() > 1 && socketFolder.isPresent()) {
            throw new IllegalArgumentException("of several hosts none is reached over a socket of this machine");
        }
    }

    /** Reached over TCP. */
    public Database(List<HostPort> hosts, String name, String schema, String user, String password) {
        this(hosts, name, schema, user, password, Optional.empty());
    }

    /** A Postgres that is alone. */
    public Database(String host, int port, String name, String schema, String user, String password) {
        this(List.of(new HostPort(host, port)), name, schema, user, password);
    }

    /** The same, reached over the Unix socket in this folder if there is one, but for migrations. */
    public Database over(Optional<Path> folder) {
        return new Database(hosts, name, schema, user, password, folder);
    }

    /** Never prints the password. */
    @Override
    public String toString() {
        return "%s@%s schema %s".formatted(user, place(), schema);
    }

    /** The hosts and the database, for sentences. */
    String place() {
        return String.join(",", hosts.stream().map(HostPort::toString).toList()) + "/" + name;
    }

    /**
     * How to connect to the first host, whatever it is, with the schema as search path. Statements are pipelined, up to 256
     * under way on a connection. What is to reach the primary uses {@link #connect} or {@link #pool}.
     */
    public PgConnectOptions connectOptions() {
        return connectOptions(hosts.getFirst(), Map.of());
    }

    PgConnectOptions connectOptions(HostPort host, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(SESSION);
        properties.put("search_path", schema);
        properties.put("application_name", "dormouse-" + schema);
        properties.putAll(settings);
        return new PgConnectOptions()
                .setHost(socketFolder.map(Path::toString).orElseGet(host::host))
                .setPort(host.port())
                .setDatabase(name)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .setPipeliningLimit(256)
                .setProperties(properties);
    }

    /**
     * A connection to the primary, on the caller's context. It is closed when another host becomes the primary. Fails within
     * {@link #CONNECT_PATIENCE}; one that comes later than that is closed.
     *
     * @param settings of the session, beside those that every session has
     */
    public Future<PgConnection> connect(Vertx vertx, Map<String, String> settings) {
        Future<PgConnection> connected = hosts.size() == 1
                ? PgConnection.connect(vertx, connectOptions(hosts.getFirst(), settings))
                : Primary.of(vertx, this).connect(settings);
        Future<PgConnection> inTime = connected.timeout(CONNECT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        connected.onSuccess(connection -> {
            if (inTime.failed()) connection.close();
        });
        return inTime;
    }

    /** A pool of at most so many connections to the primary; the caller closes it. */
    public Pool pool(Vertx vertx, int size) {
        return pool(vertx, size, Map.of());
    }

    /** As the other. @param settings of each session, beside those that every session has */
    public Pool pool(Vertx vertx, int size, Map<String, String> settings) {
        return pool(vertx, size, settings, LONGEST_SILENCE);
    }

    /**
     * A pool of at most so many connections to the primary; the caller closes it.
     *
     * @param settings of each session, beside those that every session has
     * @param longestSilence a connection that says nothing for so long is closed, whether a question is under way or not, so
     *     that the pool is not full of the dead when Postgres can be reached again
     */
    public Pool pool(Vertx vertx, int size, Map<String, String> settings, Duration longestSilence) {
        if (hosts.size() == 1) {
            PgConnectOptions options = connectOptions(hosts.getFirst(), settings);
            return pool(vertx, size, () -> Future.succeededFuture(options), longestSilence);
        }
        Primary primary = Primary.of(vertx, this);
        return new PrimaryPool(
                primary,
                () -> pool(
                        vertx, size, () -> primary.find().map(host -> connectOptions(host, settings)), longestSilence));
    }

    private static Pool pool(
            Vertx vertx, int size, Supplier<Future<SqlConnectOptions>> where, Duration longestSilence) {
        return PgBuilder.pool()
                .connectingTo(where)
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setConnectionTimeout((int) CONNECT_PATIENCE.toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        // Long before its silence is taken for death: a question must not meet a connection that is
                        // closing.
                        .setIdleTimeout((int) longestSilence.toMillis() / 2)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setPoolCleanerPeriod(POOL_LOOK_MILLIS))
                .with(new NetClientOptions()
                        .setConnectTimeout(TCP_PATIENCE_MILLIS)
                        .setTcpKeepAlive(true)
                        .setReadIdleTimeout((int) longestSilence.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .using(vertx)
                .build();
    }

    /**
     * Brings the schema to this version of the code, on a worker thread. While no primary can be reached it is tried again, for
     * a minute: a service that is started during a failover waits for its end.
     *
     * @param shared where migrations lie that several services have, for example {@code classpath:db/ledger}; their numbers
     *     must not meet the service's own
     * @return fails with a {@link SchemaException} if the schema is of a newer version than the code, or no primary was found
     */
    public Future<Void> migrate(Vertx vertx, String... shared) {
        return new Upgrade(vertx, this, shared).run();
    }
}
