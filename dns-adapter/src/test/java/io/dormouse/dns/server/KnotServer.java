package io.dormouse.dns.server;

import io.dormouse.postgres.FreePort;
import java.nio.file.Path;

/** Knot DNS. */
public final class KnotServer implements RunningServer {
    public static final String PROGRAM = "knotd";

    private final int port = FreePort.get();
    private final String secret = Secrets.make();
    private final ServerProcess process;

    public KnotServer() {
        Path directory = ServerProcess.newDirectory("knot");
        ServerProcess.write(
                directory.resolve("knot.conf"), """
                    server:
                        rundir: "%1$s"
                        listen: 127.0.0.1@%2$d
                        udp-workers: 1
                        tcp-workers: 1
                        background-workers: 1
                    log:
                      - target: stdout
                        any: info
                    key:
                      - id: %3$s
                        algorithm: %4$s
                        secret: "%5$s"
                    acl:
                      - id: change
                        key: %3$s
                        action: [update, transfer]
                    database:
                        storage: "%1$s"
                    zone:
                      - domain: %6$s
                        storage: "%1$s"
                        file: zone
                        acl: change
                    """.formatted(directory, port, KEY_NAME, ALGORITHM, secret, ZONE));
        ServerProcess.write(directory.resolve("zone"), """
            $ORIGIN example.test.
            $TTL 60
            @ IN SOA ns1 admin 1 60 30 3600 5
            @ IN NS ns1
            ns1 IN A 127.0.0.1
            """);
        process = ServerProcess.start(
                directory,
                "server started",
                Programs.path(PROGRAM),
                "-c",
                directory.resolve("knot.conf").toString());
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
