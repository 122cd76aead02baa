package io.dormouse.chaos.measure;

import io.dormouse.chaos.errand.Nap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Clients that start short workflows and wait for each answer. One that is refused or not answered is asked again once, at the
 * other gateway, with the same key, when {@code Retry-After} is over.
 */
final class Traffic implements AutoCloseable {
    private static final AtomicLong numbers = new AtomicLong();

    private final Client client;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();
    private final long pauseMillis;

    final AtomicLong asked = new AtomicLong();
    final AtomicLong askedAgain = new AtomicLong();
    final AtomicLong refusedWithRetryAfter = new AtomicLong();
    final AtomicLong refusedOtherwise = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();
    final AtomicLong notMended = new AtomicLong();
    final Sample waits = new Sample();

    /** Ids of workflows whose start was acknowledged. */
    final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    /** How many starts each gateway acknowledged. */
    final AtomicLongArray acceptedBy;

    private Traffic(Client client, long pauseMillis) {
        this.client = client;
        this.pauseMillis = pauseMillis;
        acceptedBy = new AtomicLongArray(client.gateways());
    }

    static Traffic begin(Client client, int clients, long pauseMillis) {
        Traffic traffic = new Traffic(client, pauseMillis);
        for (int i = 0; i < clients; i++) {
            int number = i;
            traffic.threads.add(Thread.ofVirtual().start(() -> traffic.ask(number)));
        }
        return traffic;
    }

    private void ask(int number) {
        for (int gateway = number; open.get(); gateway++) {
            long begin = System.nanoTime();
            String id = "traffic-%d-%d".formatted(System.currentTimeMillis(), numbers.incrementAndGet());
            asked.incrementAndGet();
            Optional<Client.Reply> reply = once(gateway, id);
            if (!isAccepted(reply)) {
                askedAgain.incrementAndGet();
                Pause.of(reply.map(Client.Reply::retryAfterSeconds).orElse(0) * 1000L);
                reply = once(gateway + 1, id);
            }
            if (isAccepted(reply)) waits.add((System.nanoTime() - begin) / 1e6);
            else notMended.incrementAndGet();
            if (pauseMillis > 0) Pause.of(pauseMillis);
        }
    }

    private Optional<Client.Reply> once(int gateway, String id) {
        Optional<Client.Reply> reply = client.start(gateway, Nap.NAME, id, "{\"millis\":0}");
        if (reply.isEmpty()) {
            unanswered.incrementAndGet();
        } else if (reply.get().accepted()) {
            accepted.add(id);
            acceptedBy.incrementAndGet(gateway % acceptedBy.length());
        } else if (reply.get().status() == 503 && reply.get().retryAfterSeconds() > 0) {
            refusedWithRetryAfter.incrementAndGet();
        } else {
            refusedOtherwise.incrementAndGet();
        }
        return reply;
    }

    private static boolean isAccepted(Optional<Client.Reply> reply) {
        return reply.filter(Client.Reply::accepted).isPresent();
    }

    /** Ends when the last has its answer. */
    @Override
    public void close() {
        open.set(false);
        threads.forEach(Pause::untilEnded);
    }
}
