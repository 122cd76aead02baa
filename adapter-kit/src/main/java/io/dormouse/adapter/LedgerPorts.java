package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a ledger needs from outside.
 *
 * @param loop runs a task on the one thread of the ledger, after those given before; callable from any thread
 * @param alarm callable from the loop, and runs its actions there
 * @param nanos the time that has passed since some moment; goes on while this process is frozen
 * @param name of this life of this service; never used by another
 */
public record LedgerPorts(
        LedgerTables tables,
        LedgerTransactions transactions,
        InstanceLocks locks,
        Executor loop,
        Alarm alarm,
        LongSupplier nanos,
        String name) {
    /** Postgres, and the context of the caller, who calls from there. */
    public static LedgerPorts of(Vertx vertx, Database database, Alarm alarm, LongSupplier nanos) {
        Context context = vertx.getOrCreateContext();
        return new LedgerPorts(
                new PostgresTables(vertx, database),
                new PostgresTransactions(vertx, database),
                new PostgresLocks(vertx, database),
                task -> context.runOnContext(now -> task.run()),
                alarm,
                nanos,
                UUID.randomUUID().toString());
    }
}
