package io.dormouse.bench.measure;

import java.util.List;

/**
 * What every peer program does with its command line. It prints one JSON object as the last line of its standard output, and
 * ends with 0 only if it measured and every workflow had the right result.
 */
public final class PeerProgram {
    public static final int FAILED = 1;
    public static final int MISUNDERSTOOD = 2;

    /** Something that has to be there first is not; the last line on standard error says what. */
    public static final int MISSING = 3;

    private PeerProgram() {}

    /** A peer that is running, and is ended whatever happens. */
    public interface Peer extends Engine, AutoCloseable {
        @Override
        void close();
    }

    /** How a peer is started. */
    public interface Start {
        /** Throws {@link MissingException} if what it needs is not there. */
        Peer peer() throws Exception;
    }

    /** Ends the JVM. */
    public static void main(String[] arguments, Start start) {
        System.exit(run(List.of(arguments), start));
    }

    private static int run(List<String> words, Start start) {
        Measurement measurement;
        try {
            measurement = Measurement.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return MISUNDERSTOOD;
        }
        try (Peer peer = start.peer()) {
            System.out.println(measure(measurement, new Rounds(peer)));
            return 0;
        } catch (MissingException e) {
            System.err.println(e.getMessage());
            return MISSING;
        } catch (Throwable e) { // an Error too: threads of the peer would keep this process alive
            e.printStackTrace();
            return FAILED;
        }
    }

    private static String measure(Measurement measurement, Rounds rounds) throws InterruptedException {
        return switch (measurement) {
            case Measurement.Steps steps ->
                rounds.steps(steps.atOnce(), steps.rounds()).toJson();
            case Measurement.Latency latency -> rounds.latency(latency.rounds()).toJson();
        };
    }
}
