package io.dormouse.chaos.load;

import io.dormouse.chaos.promise.Diary;
import io.dormouse.chaos.site.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that want things of a running site, each one errand after the other, through gateways chosen at random. What they
 * asked for and were told stands in the files of {@link #diaries}.
 */
public final class Load {
    private static final Logger log = LoggerFactory.getLogger(Load.class);

    private final Door door;
    private final Pace pace;
    private final Errands errands;
    private final Counters counters = new Counters();
    private final List<Thread> clients = new ArrayList<>();

    private Load(Access access, Rate rate) {
        this.door = new Door(access);
        this.pace = new Pace(rate);
        this.errands = new Errands(access.dns().zone());
    }

    /** Where the clients of a site write. */
    public static Path diaries(Access access) {
        return access.folder().resolve("promises");
    }

    /** Begins, with threads of its own. @param seed of what the clients choose */
    public static Load start(Access access, long seed, Rate rate) {
        Load load = new Load(access, rate);
        Random seeds = new Random(seed);
        for (int client = 1; client <= rate.clients(); client++) {
            String name = "c%03d".formatted(client);
            Random random = new Random(seeds.nextLong());
            load.clients.add(Thread.ofVirtual().name(name).start(() -> load.live(name, Load.diaries(access), random)));
        }
        return load;
    }

    private void live(String name, Path diaries, Random random) {
        try (Diary diary = Diary.of(diaries, name)) {
            Person person = new Person(name, door, diary, pace, counters, random);
            while (!pace.isClosing()) {
                errands.draw(random).run(person);
                counters.finished();
            }
        } catch (Pace.GoneHome home) {
            log.info("{} goes home in the middle of an errand", name);
        } catch (RuntimeException e) {
            log.error("{} cannot go on", name, e);
        }
    }

    /** How far it has come. Any thread, any time. */
    public Progress progress() {
        return counters.progress();
    }

    /**
     * Begins nothing new, and lets the clients finish what they have begun; those that have not after so long go home. Returns
     * when all have gone.
     */
    public void finish(Duration patience) {
        pace.close();
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread client : clients) join(client, Duration.ofNanos(deadline - System.nanoTime()));
        pace.sendHome();
        door.close();
        for (Thread client : clients) join(client, Duration.ofSeconds(10));
    }

    private static void join(Thread client, Duration patience) {
        try {
            client.join(patience.isPositive() ? patience : Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the clients finish", e);
        }
    }
}
