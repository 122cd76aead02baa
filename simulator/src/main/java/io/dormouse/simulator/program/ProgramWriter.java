package io.dormouse.simulator.program;

import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.world.Chance;
import java.util.ArrayList;
import java.util.List;

/** Writes programs: the same from the same seed. */
public final class ProgramWriter {
    /** Events that programs of a world share. */
    public static final List<String> EVENTS = List.of("tide", "moon", "frost");

    /** Names of signals. */
    public static final List<String> SIGNALS = List.of("go", "more");

    private static final List<String> WORKS =
            List.of("make", "take", "paint", "mend", "make", "take", "paint", "mend", EffectLedger.PATIENCE);

    private static final int DEEPEST = 2;

    private final Chance chance;
    private final boolean poison;

    /** Whether it is somebody's child or a later run, and so has neither. */
    private final boolean last;

    private ProgramWriter(Chance chance, boolean last) {
        this.chance = chance;
        this.poison = !last && chance.happens(0.03);
        this.last = last;
    }

    /** The program of an input. */
    public static Program write(RandomWorkflow.Input input) {
        return new ProgramWriter(new Chance(input.seed()), input.generation() > 0).program();
    }

    private Program program() {
        int length = chance.between(1, last ? 3 : 7);
        List<Action> actions = new ArrayList<>(length + 1);
        for (int i = 0; i < length; i++) actions.add(chance.happens(0.06) ? new Action.Changed("change-" + i) : any(0));
        if (poison) actions.add(chance.between(0, length), new Action.Poison());
        return new Program(
                List.copyOf(actions), chance.happens(0.2), chance.happens(0.12), !last && chance.happens(0.12));
    }

    private Action any(int depth) {
        int kinds = depth < DEEPEST ? 31 : 20;
        return switch (chance.between(0, kinds)) {
            case 0, 1 -> new Action.Run("step", 0, 1);
            case 2, 3 -> retried();
            case 4, 5 -> new Action.Compute("sum");
            case 6, 7, 8 -> new Action.Call(chance.oneOf(WORKS), chance.between(1, 2));
            case 9 -> new Action.Sleep(length());
            case 10 -> new Action.Event(chance.oneOf(EVENTS));
            case 11, 12 -> new Action.Signal(chance.oneOf(SIGNALS));
            case 13 -> new Action.Ask("go on?");
            case 14 -> new Action.Values();
            case 15, 16 -> new Action.Beat("slow");
            case 17, 18, 19 -> last ? new Action.Words("nearly there") : child();
            case 20 -> new Action.Words("on my way");
            case 21, 22 -> new Action.All(some(depth));
            case 23, 24 -> new Action.Any(some(depth));
            case 25, 26 -> new Action.Limited(length(), any(depth + 1));
            case 27, 28 -> new Action.Chain(any(depth + 1), any(depth + 1));
            default -> new Action.Compensated(any(depth + 1), compensation());
        };
    }

    private Action child() {
        return chance.happens(0.5) ? new Action.Child(chance.seed()) : new Action.Detached(chance.seed());
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

    /** Beside a call that takes its time a workflow stays in memory, and with it its wait for an event, which has no row. */
    private List<Action> some(int depth) {
        if (chance.happens(0.1))
            return List.of(new Action.Event(chance.oneOf(EVENTS)), new Action.Call(EffectLedger.PATIENCE, 1));
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
