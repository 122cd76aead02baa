package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Tally.State;
import io.dormouse.examples.Tally.Vote;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/**
 * Runs for ever on a short journal: when the journal has grown enough, the workflow goes on as a new run of itself, with what it
 * must remember as input. It keeps its id, and signals that nobody has taken yet travel along: no vote is lost.
 *
 * <p>{@code ./dormouse start tally yes:=0 no:=0 --id vote}, then {@code ./dormouse signal vote vote '{"yes": true, "last": false}'}
 */
@Durable(name = "tally")
public final class Tally implements Workflow<State, State> {
    private static final int VOTES_OF_A_RUN = 1_000;

    /** What was counted so far. */
    public record State(int yes, int no) {
        State with(Vote vote) {
            return vote.yes() ? new State(yes + 1, no) : new State(yes, no + 1);
        }
    }

    /** One vote. */
    public record Vote(boolean yes, boolean last) {}

    @Override
    public State run(State before, Flow flow) {
        State state = before;
        for (int votes = 0; votes < VOTES_OF_A_RUN; votes++) {
            Vote vote = await(flow.signal("vote", Vote.class));
            state = state.with(vote);
            if (vote.last()) return state;
        }
        return flow.continueAsNew(state);
    }
}
