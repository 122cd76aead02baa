package io.dormouse.simulator.program;

import io.dormouse.simulator.world.Chance;
import java.util.ArrayList;
import java.util.List;

/** Writes programs: the same from the same seed. */
public final class ProgramWriter {
    /** Events that programs of a world share. */
    public static final List<String> EVENTS = List.of("tide", "moon", "frost");

    /** Names of signals. */
    public static final List<String> SIGNALS = List.of("go", "more");

    private static final int DEEPEST = 2;

    private final Chance chance;
    private final boolean poison;

    private ProgramWriter(Chance chance) {
        this.chance = chance;
        this.poison = chance.happens(0.03);
    }

    /** The program of a seed. */
    public static Program write(long seed) {
        return new ProgramWriter(new Chance(seed)).program();
    }

    private Program program() {
        int length = chance.between(1, 7);
        List<Action> actions = new ArrayList<>(length + 1);
        for (int i = 0; i < length; i++) actions.add(any(0));
        if (poison) actions.add(chance.between(0, length), new Action.Poison());
        return new Program(List.copyOf(actions), chance.happens(0.2), chance.happens(0.12));
    }

    private Action any(int depth) {
        int kinds = depth < DEEPEST ? 18 : 11;
        return switch (chance.between(0, kinds)) {
            case 0, 1 -> new Action.Run("step", 0, 1);
            case 2 -> retried();
            case 3 -> new Action.Compute("sum");
            case 4, 5, 6 -> new Action.Call(chance.oneOf(List.of("make", "take", "paint")), chance.between(1, 2));
            case 7 -> new Action.Sleep(length());
            case 8 -> new Action.Event(chance.oneOf(EVENTS));
            case 9 -> new Action.Signal(chance.oneOf(SIGNALS));
            case 10 -> new Action.Ask("go on?");
            case 11 -> new Action.Values();
            case 12, 13 -> new Action.All(some(depth));
            case 14, 15 -> new Action.Any(some(depth));
            case 16 -> new Action.Limited(length(), any(depth + 1));
            case 17 -> new Action.Chain(any(depth + 1), any(depth + 1));
            default -> new Action.Compensated(any(depth + 1), compensation());
        };
    }

    private Action retried() {
        int attempts = chance.between(2, 4);
        return new Action.Run("shaky", chance.between(0, attempts), attempts);
    }

    private Action compensation() {
        return switch (chance.between(0, 2)) {
            case 0 -> new Action.Run("undo", 0, 1);
            case 1 -> new Action.Call("undo", 1);
            default -> new Action.Sleep(length());
        };
    }

    private List<Action> some(int depth) {
        int size = chance.between(2, 3);
        List<Action> actions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) actions.add(any(depth + 1));
        return List.copyOf(actions);
    }

    /** Mostly short; sometimes so long that only a row remembers it. */
    private long length() {
        return chance.happens(0.1) ? chance.between(20_000, 60_000) : 1 + chance.upTo(4_000);
    }
}
