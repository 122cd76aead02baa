package io.dormouse.simulator.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Part;
import io.dormouse.simulator.world.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same histories give the same answers, and the same tables, on the simulated database and on a real one. */
final class SimulatedStoreTest {
    private static final int STEPS = 120;

    private final Set<String> answers = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAnswerAsPostgresDoes(long seed) {
        try (Side simulated = new SimulatedSide(seed);
                Side real = new PostgresSide()) {
            List<String> history = new ArrayList<>();
            Chance chance = new Chance(seed);
            RandomParts parts = new RandomParts(chance);
            for (int i = 0; i < STEPS; i++) {
                Step step = step(chance, parts);
                history.add(step.toString());
                String answer = step.on(real);
                answers.add(answer);
                assertThat(step.on(simulated)).as(String.join("\n", history)).isEqualTo(answer);
            }
            assertThat(simulated.contents(RandomParts.IDS, RandomParts.EVENTS))
                    .as(String.join("\n", history))
                    .isEqualTo(real.contents(RandomParts.IDS, RandomParts.EVENTS));
            assertThat(answers).as("kinds of answers").contains("committed", "CONFLICT");
        }
    }

    /** One step of a history. */
    private record Step(String what, Action action) {
        String on(Side side) {
            return action.on(side);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private interface Action {
        String on(Side side);
    }

    private static Step step(Chance chance, RandomParts parts) {
        String node = chance.oneOf(Side.NODES);
        int kind = chance.between(0, 11);
        switch (kind) {
            case 0 -> {
                Optional<String> loser = chance.happens(0.5) ? Optional.empty() : Optional.of(chance.oneOf(Side.NODES));
                List<Integer> some = List.of(chance.between(0, 2), chance.between(3, 5));
                return new Step(node + " takes " + some + " from " + loser, side -> side.take(node, loser, some));
            }
            case 1 -> {
                List<Integer> some = List.of(chance.between(0, 5));
                return new Step(node + " hands over " + some, side -> side.handOver(node, some));
            }
            case 2, 3 -> {
                return new Step(node + " reads again", side -> side.reread(node));
            }
            case 4 -> {
                return new Step(node + " settles", side -> side.settle(node));
            }
            default -> {
                List<Part> some = parts.some();
                return new Step(node + " flushes " + some, side -> side.flush(node, some));
            }
        }
    }
}
