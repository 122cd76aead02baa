package io.dormouse.bench.rig;

import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;

/** Databases on the embedded Postgres that measurements share, which has {@code fsync} and all else that is durable on. */
public final class Databases {
    private Databases() {}

    /** A new, empty one for the workflow service; nothing else uses it. */
    public static Database fresh() {
        return fresh("dormouse");
    }

    /** A new, empty one for the service that has this schema; nothing else uses it. */
    public static Database fresh(String service) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.durable().freshSchema(service);
        return new Database(
                        schema.host(),
                        schema.port(),
                        schema.database(),
                        schema.schema(),
                        schema.user(),
                        schema.password())
                .over(schema.socketFolder());
    }
}
