package io.dormouse.simulator.ledger;

import io.dormouse.simulator.world.Chance;
import java.time.Duration;

/**
 * What a world suffers from, while it does; chances are of each message or, for what befalls processes, of each blow.
 *
 * @param requestTimeout after which a request to an outside system has landed or is lost
 * @param lostRequest a message to the database is lost, and the connection with it
 * @param lostAnswer the database's answer is lost, and the connection with it
 * @param lateCommit the connection breaks, but what was sent is carried out some time later
 * @param refused the database refuses a transaction, as when two have met
 * @param slowPacket a packet to an outside system takes as long as it may
 * @param lostPacket a packet to or from an outside system is lost
 * @param doubledPacket a packet arrives twice
 * @param lostCall a message on the bus is lost
 * @param blows how often a process is struck
 */
record Conditions(
        int adapters,
        int calls,
        Duration requestTimeout,
        double lostRequest,
        double lostAnswer,
        double lateCommit,
        double refused,
        double slowPacket,
        double lostPacket,
        double doubledPacket,
        double lostCall,
        int blows) {
    /** One world in eight is quiet; in the others about half of what may go wrong does. */
    static Conditions of(Chance chance) {
        int adapters = chance.between(2, 3);
        int calls = chance.between(3, 8);
        Duration timeout = Duration.ofMillis(chance.between(800, 3_000));
        if (chance.happens(0.125)) return new Conditions(adapters, calls, timeout, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new Conditions(
                adapters,
                calls,
                timeout,
                perhaps(chance, 0.03),
                perhaps(chance, 0.03),
                perhaps(chance, 0.03),
                perhaps(chance, 0.05),
                perhaps(chance, 0.5),
                perhaps(chance, 0.15),
                perhaps(chance, 0.3),
                perhaps(chance, 0.1),
                chance.happens(0.8) ? chance.between(1, 8) : 0);
    }

    private static double perhaps(Chance chance, double most) {
        return chance.happens(0.5) ? most * chance.between(1, 100) / 100 : 0;
    }

    boolean areQuiet() {
        return lostRequest
                        + lostAnswer
                        + lateCommit
                        + refused
                        + slowPacket
                        + lostPacket
                        + doubledPacket
                        + lostCall
                        + blows
                == 0;
    }
}
