package io.dormouse.bench.dbos;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import io.dormouse.bench.measure.PeerProgram;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * DBOS as fast as we could make it; docs/performance.md has what the alternatives gave. Workflows are called directly, each on a
 * virtual thread: no queue that is polled, and no second task between the caller and the workflow as {@code startWorkflow} has.
 */
final class DbosPeer implements PeerProgram.Peer {
    /** Its own pool has 10: more commits at once share an fsync of Postgres. More than 32 gave no more. */
    private static final int CONNECTIONS = 32;

    /** A thousand workflows wait for those connections in turn, on a slow machine longer than the pool's usual 30 s. */
    private static final Duration LONGEST_WAIT_FOR_A_CONNECTION = Duration.ofMinutes(2);

    private final HikariDataSource connections;
    private final DBOS dbos;
    private final TenSteps workflow;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    DbosPeer(Postgres postgres) {
        connections = pool(postgres);
        dbos = new DBOS(DBOSConfig.defaults("bench")
                .withDataSource(connections)
                .withDatabaseSchema(postgres.schema())
                // Otherwise it is a hash of all classes, made at every start
                .withAppVersion("bench")
                // Nothing here waits for a message or an event
                .withUseListenNotify(false));
        workflow = dbos.registerProxy(TenSteps.class, new TenStepsOnDbos(dbos));
        dbos.launch();
    }

    private static HikariDataSource pool(Postgres postgres) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.url());
        pool.setUsername(postgres.user());
        pool.setPassword(postgres.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(LONGEST_WAIT_FOR_A_CONNECTION.toMillis());
        return pool;
    }

    @Override
    public CompletionStage<Integer> run() {
        return CompletableFuture.supplyAsync(workflow::run, callers);
    }

    @Override
    public void close() {
        callers.shutdownNow();
        dbos.close();
        connections.close();
    }
}
