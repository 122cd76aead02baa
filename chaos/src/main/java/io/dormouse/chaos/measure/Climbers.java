package io.dormouse.chaos.measure;

import io.dormouse.chaos.errand.Steps;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Workflows that are always under way: each makes a step, rests a little, and so on. */
final class Climbers {
    private static final AtomicLong numbers = new AtomicLong();

    private Climbers() {}

    /** Starts so many; returns when all starts are acknowledged. The prefix of their ids. */
    static String start(Client client, int count, int rungs, int restMillis) {
        String prefix = "climb-%d-%d-".formatted(System.currentTimeMillis(), numbers.incrementAndGet());
        String input = "{\"rungs\":%d,\"restMillis\":%d}".formatted(rungs, restMillis);
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                threads.execute(() -> insist(client, prefix + number, input));
            }
        }
        return prefix;
    }

    private static void insist(Client client, String id, String input) {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (client.start(attempt, Steps.NAME, id, input)
                    .filter(Client.Reply::accepted)
                    .isPresent()) return;
            Pause.of(200);
        }
        throw new IllegalStateException(id + " could not be started");
    }
}
