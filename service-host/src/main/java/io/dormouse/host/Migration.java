package io.dormouse.host;

import io.dormouse.host.config.HostPort;
import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** One schema, brought to what the migrations on the class path say. Blocking. */
record Migration(Database database, Flyway flyway) {
    static Migration of(Database database, HostPort host, String... shared) {
        String[] locations = Stream.concat(Stream.of("classpath:db/" + database.schema()), Arrays.stream(shared))
                .toArray(String[]::new);
        FluentConfiguration configuration = Flyway.configure(Migration.class.getClassLoader())
                .dataSource(
                        // A host that is no primary is a failure like one that is not there
                        "jdbc:postgresql://%s/%s?targetServerType=primary&connectTimeout=5&tcpKeepAlive=true"
                                .formatted(host, database.name()),
                        database.user(),
                        database.password())
                .schemas(database.schema())
                .defaultSchema(database.schema())
                .createSchemas(false)
                // shared migrations may come later than the service's own, and have lower numbers
                .outOfOrder(true)
                .locations(locations);
        return new Migration(database, configuration.load());
    }

    @Nullable
    Void run() {
        MigrationInfoService state = flyway.info();
        for (MigrationInfo each : state.all()) {
            // Flyway itself only warns of these: the schema knows them, the code does not
            if (each.getState().isApplied() && !each.getState().isResolved()) {
                throw SchemaException.newer(database, String.valueOf(each.getVersion()));
            }
        }
        if (state.pending().length > 0) flyway.migrate();
        return null;
    }
}
