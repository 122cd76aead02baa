package io.dormouse.bench.peer;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.measure.StepRate;
import io.dormouse.postgres.EmbeddedDatabase.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs the peers' programs, which {@code ./dormouse bench} has built. One at a time; every call blocks until its program has ended. */
public final class Peers {
    private final Path root;
    private final Map<String, String> environment;

    /**
     * @param root the folder that holds the modules
     * @param postgres where a peer that needs one keeps its tables
     */
    public Peers(Path root, Schema postgres) {
        this.root = root;
        this.environment = Map.of(
                "DBOS_SYSTEM_JDBC_URL",
                "jdbc:postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(), postgres.database()),
                "PGUSER",
                postgres.user(),
                "PGPASSWORD",
                postgres.password(),
                "DBOS_SYSTEM_SCHEMA",
                postgres.schema());
    }

    /** Many workflows at once. */
    public Answer<StepRate> rate(Peer peer, int atOnce, int rounds) throws InterruptedException {
        return ask(peer, List.of("steps", "--at-once", "" + atOnce, "--rounds", "" + rounds), Answer::stepRate);
    }

    /** One at a time. */
    public Answer<Latencies> latency(Peer peer, int rounds) throws InterruptedException {
        return ask(peer, List.of("latency", "--rounds", "" + rounds), Answer::latencies);
    }

    private <T> Answer<T> ask(Peer peer, List<String> words, Function<String, Answer<T>> read)
            throws InterruptedException {
        Path target = root.resolve(peer.module()).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            return new Answer.Absent<>(target + " has no program; start it by ./dormouse bench");
        }
        try {
            PeerProcess.Ended ended =
                    PeerProcess.run(target + "/*:" + target + "/lib/*", peer.mainClass(), words, environment);
            return ended.status() == 0 ? read.apply(ended.output()) : new Answer.Absent<>(ended.reason());
        } catch (IOException e) {
            return new Answer.Absent<>("its program could not be run: " + e);
        }
    }
}
