package io.dormouse.chaos.site;

import io.dormouse.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The one Postgres, on a machine and a disk of its own, with all that durability needs switched on. */
final class PostgresServer {
    static final String NAME = "postgres";
    static final int PORT = 5432;
    static final String DATABASE = "dormouse";

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "300",
            "shared_buffers", "256MB",
            "max_wal_size", "512MB",
            "shared_preload_libraries", "pg_stat_statements",
            "log_line_prefix", "%m [%p] %a ",
            "log_checkpoints", "off");

    private final PostgresBinaries binaries = PostgresBinaries.unpacked(text -> {});
    private final Host host;
    private final Path data;
    private final String password;

    PostgresServer(Host host, Disk disk, String password) {
        this.host = host;
        this.data = disk.directory().resolve("data");
        this.password = password;
    }

    /** Makes the data directory. */
    void initialise(Path folder) {
        Path passwordFile = folder.resolve("superuser");
        try {
            Files.writeString(passwordFile, password + "\n");
            Command.run(
                    "unshare",
                    "-U",
                    binaries.program("initdb").toString(),
                    "--pgdata=" + data,
                    "--username=" + Database.SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions");
            Files.delete(passwordFile);
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all all %s/24 scram-sha-256%n".formatted(host.address()),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw SiteException.notWritable(data, e);
        }
    }

    /** What runs it. */
    List<String> commandLine() {
        Stream<String> settings =
                SETTINGS.entrySet().stream().flatMap(each -> Stream.of("-c", each.getKey() + "=" + each.getValue()));
        return Stream.concat(
                        Stream.of(
                                "unshare",
                                "-U",
                                binaries.program("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-h",
                                host.address(),
                                "-p",
                                Integer.toString(PORT),
                                "-k",
                                ""),
                        settings)
                .toList();
    }

    Database database() {
        return new Database(host.address(), PORT, DATABASE, password);
    }

    /** Whether it takes connections. */
    boolean answers() {
        try (Connection connection = database().connect(Database.SUPERUSER);
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** The database with a schema and the role that owns it for each service. */
    void makeSchemas(List<String> schemas, Function<String, String> passwords) {
        try {
            try (Connection connection = database().connect(Database.SUPERUSER);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            try (Connection connection = database().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION pg_stat_statements");
                for (String schema : schemas) {
                    statement.execute(
                            "CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(schema, passwords.apply(schema)));
                    statement.execute("CREATE SCHEMA \"%s\" AUTHORIZATION \"%s\"".formatted(schema, schema));
                }
            }
        } catch (SQLException e) {
            throw SiteException.sqlFailed("making the schemas", e);
        }
    }
}
