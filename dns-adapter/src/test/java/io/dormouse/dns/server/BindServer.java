package io.dormouse.dns.server;

import io.dormouse.postgres.FreePort;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** BIND 9, with a key that it made itself. */
public final class BindServer implements RunningServer {
    public static final String PROGRAM = "named";
    private static final Pattern SECRET = Pattern.compile("secret \"([^\"]+)\"");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final int port = FreePort.get();
    private final String secret;
    private final ServerProcess process;

    public BindServer() {
        Path directory = ServerProcess.newDirectory("bind");
        String key = ServerProcess.run(Programs.path("tsig-keygen"), "-a", ALGORITHM, KEY_NAME);
        Matcher matcher = SECRET.matcher(key);
        if (!matcher.find()) throw new IllegalStateException("tsig-keygen printed no secret:\n" + key);
        secret = matcher.group(1);
        ServerProcess.write(
                directory.resolve("named.conf"), """
                    %s
                    options {
                      directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
                      pid-file "named.pid"; session-keyfile "session.key"; recursion no; dnssec-validation no;
                      empty-zones-enable no; notify no; allow-transfer { key %s; };
                    };
                    controls {};
                    zone "%s" { type master; file "zone"; update-policy { grant %s zonesub ANY; }; };
                    """.formatted(key, directory, port, KEY_NAME, ZONE, KEY_NAME));
        ServerProcess.write(directory.resolve("zone"), """
            $TTL 60
            @ IN SOA ns1.example.test. admin.example.test. 1 60 30 3600 5
            @ IN NS ns1.example.test.
            ns1 IN A 127.0.0.1
            """);
        String named = Programs.path(PROGRAM);
        String config = directory.resolve("named.conf").toString();
        if (ROOT) ServerProcess.run("chown", "-R", "bind:bind", directory.toString());
        process = ROOT
                ? ServerProcess.start(directory, "running", named, "-g", "-n", "1", "-u", "bind", "-c", config)
                : ServerProcess.start(directory, "running", named, "-g", "-n", "1", "-c", config);
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
