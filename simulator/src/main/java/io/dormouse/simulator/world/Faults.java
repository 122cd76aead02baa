package io.dormouse.simulator.world;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How hard a world is: each a probability, for each chance that it has. In some worlds a thing never goes wrong, in others often.
 */
public final class Faults {
    /** What can go wrong with one exchange with the database. */
    public enum Exchange {
        WORKS,
        /** The database refuses for a reason of its own. */
        UNAVAILABLE,
        /** The connection breaks before the database has read anything. */
        NEVER_ARRIVES,
        /** It commits, and the answer is lost. */
        ANSWER_LOST,
        /** The connection breaks at once; what was sent is carried out much later. */
        LATE,
        /** The database takes its time in the middle, while the process freezes, or hands over what it has. */
        STALLS,
        /** Half of it arrives; its locks are held until the database loses patience. */
        HALF
    }

    /** One that is refused ends soonest, so it comes as often as two of the others. */
    private static final List<Exchange> FAULTY = Stream.concat(
                    Arrays.stream(Exchange.values()).filter(one -> one != Exchange.WORKS),
                    Stream.of(Exchange.UNAVAILABLE))
            .toList();

    private final Chance chance;
    private final double database;
    private final double bus;
    private final double delay;
    private boolean over;

    /** Drawn from the world's chance. */
    public Faults(Chance chance) {
        this.chance = chance;
        this.database = severity(0.5);
        this.bus = severity(0.4);
        this.delay = severity(0.2);
    }

    private double severity(double worst) {
        return chance.happens(0.2) ? 0 : worst * Math.pow(chance.generator().nextDouble(), 2);
    }

    /** From now on everything works. */
    public void stop() {
        over = true;
    }

    /** Whether everything works. */
    public boolean areOver() {
        return over;
    }

    /** What happens to a flush or another exchange that writes. */
    public Exchange exchange() {
        if (over || !chance.happens(database)) return Exchange.WORKS;
        return chance.oneOf(FAULTY);
    }

    /** Whether a read fails. */
    public boolean readFails() {
        return !over && chance.happens(database / 2);
    }

    /** Whether a message on the bus is lost. */
    public boolean losesMessage() {
        return !over && chance.happens(bus);
    }

    /** Whether a message on the bus arrives twice. */
    public boolean repeatsMessage() {
        return !over && chance.happens(bus);
    }

    /** How long a message on the bus is under way, in microseconds. */
    public long messageMicros() {
        return !over && chance.happens(bus / 2) ? chance.upTo(3_000_000) : networkMicros();
    }

    /** Whether something takes much longer than usual. */
    public boolean dawdles() {
        return !over && chance.happens(delay);
    }

    /** How long the commit of a transaction takes that its process leads: sometimes so long that others meet its locks. */
    public long commitMicros() {
        return !over && chance.happens(2 * database) ? chance.upTo(3_000_000) : networkMicros();
    }

    /** How long a way over the network takes, in microseconds. */
    public long networkMicros() {
        return dawdles() ? chance.upTo(3_000_000) : 50 + chance.upTo(1_500);
    }
}
