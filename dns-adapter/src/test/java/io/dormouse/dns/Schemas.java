package io.dormouse.dns;

import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;

/** Empty schemas for tests. */
public final class Schemas {
    private Schemas() {}

    /** A schema that nobody else has, in the Postgres of this JVM. */
    public static Database fresh(String name) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema(name);
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }
}
