package io.dormouse.standalone;

import io.dormouse.sandbox.cloud.AddressRange;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Everything for a few seconds, with visitors, for the JVM to learn from ({@code -XX:AOTCacheOutput}, JEP 514 and 515): which classes a
 * start needs, which methods are hot and what passes through them. A start with what was learnt has its classes ready, and compiles at
 * once what it would have to watch first.
 */
final class Rehearsal {
    private static final int VISITORS = 64;

    private Rehearsal() {}

    /**
     * Exits with 0, or with 1 and a stack trace if anything was not answered as it should be.
     *
     * @param arguments an empty folder for its data, one with the jar of the examples, which the visitors start, and for how many
     *     seconds they come
     */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            rehearse(arguments);
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            // Hazelcast leaves threads behind after a failed start, so the end is always said out loud
            System.exit(status);
        }
    }

    private static void rehearse(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        Logs.writeTo(folder.file("logs"));
        Standalone standalone = new Standalone(settings(arguments), folder, line -> {});
        // However it ends, Postgres does not stay behind
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::stop, "stop"));
        standalone.start();
        play(
                new JsonObject(Files.readString(folder.file("endpoint.json"))),
                Duration.ofSeconds(Integer.parseInt(arguments[2])));
    }

    private static Settings settings(String[] arguments) {
        return new Settings(
                Path.of(arguments[0]),
                0,
                0,
                Optional.empty(),
                Optional.of(Path.of(arguments[1])),
                AddressRange.parse("127.1.0.0/16"));
    }

    private static void play(JsonObject endpoint, Duration during) throws InterruptedException, ExecutionException {
        URI url = URI.create(endpoint.getString("url"));
        Instant end = Instant.now().plus(during);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Visitor visitor = new Visitor(url, endpoint.getString("token"), VISITORS)) {
            Callable<Void> visits = () -> {
                while (Instant.now().isBefore(end)) visitor.visit();
                return null;
            };
            List<Future<Void>> all = threads.invokeAll(
                    Stream.generate(() -> visits).limit(VISITORS).toList());
            for (Future<Void> one : all) one.get();
        }
    }
}
