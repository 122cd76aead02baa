package io.dormouse.dns.server;

import io.dormouse.postgres.FreePort;
import java.nio.file.Path;

/** PowerDNS with its SQLite backend. */
public final class PowerDnsServer implements RunningServer {
    public static final String PROGRAM = "pdns_server";
    private static final String TABLES = "/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql";

    private final int port = FreePort.get();
    private final String secret = Secrets.make();
    private final ServerProcess process;
    private final Path directory;

    public PowerDnsServer() {
        directory = ServerProcess.newDirectory("pdns");
        Path database = directory.resolve("pdns.sqlite3");
        ServerProcess.run(Programs.path("sqlite3"), database.toString(), ".read " + TABLES);
        ServerProcess.write(directory.resolve("pdns.conf"), """
            launch=gsqlite3
            gsqlite3-database=%1$s
            gsqlite3-pragma-synchronous=0
            local-address=127.0.0.1:%2$d
            socket-dir=%3$s
            dnsupdate=yes
            allow-dnsupdate-from=
            receiver-threads=1
            distributor-threads=1
            daemon=no
            guardian=no
            """.formatted(database, port, directory));
        tool("create-zone", ZONE, "ns1." + ZONE);
        tool("add-record", ZONE, "ns1", "A", "60", "127.0.0.1");
        tool("import-tsig-key", KEY_NAME, ALGORITHM, secret);
        tool("set-meta", ZONE, "TSIG-ALLOW-DNSUPDATE", KEY_NAME);
        tool("set-meta", ZONE, "TSIG-ALLOW-AXFR", KEY_NAME);
        tool("set-meta", ZONE, "ALLOW-DNSUPDATE-FROM", "127.0.0.0/8");
        process = ServerProcess.start(
                directory, "operating unthreaded", Programs.path(PROGRAM), "--config-dir=" + directory);
    }

    private void tool(String... words) {
        String[] command = new String[words.length + 2];
        command[0] = Programs.path("pdnsutil");
        command[1] = "--config-dir=" + directory;
        System.arraycopy(words, 0, command, 2, words.length);
        ServerProcess.run(command);
    }

    public static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String secret() {
        return secret;
    }

    @Override
    public void close() {
        process.end();
    }
}
