package io.dormouse.simulator.program;

import static io.dormouse.flow.Flow.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Wire;
import io.dormouse.flow.Branch;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Step;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs what chance wrote. Its result is the trace of all that it saw. */
@Durable(name = RandomWorkflow.NAME, version = 1)
public final class RandomWorkflow implements Workflow<RandomWorkflow.Input, List<String>> {
    /** The name of all of them. */
    public static final String NAME = "random";

    /**
     * What a program is written from.
     *
     * @param name of the one who observes
     * @param seed of the program
     * @param generation 0 for one that was started, more for children and later runs
     */
    public record Input(String name, long seed, int generation) {
        /** The input of a row. */
        public static Input of(String json) {
            try {
                return Wire.MAPPER.readValue(json, Input.class);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(json, e);
            }
        }

        /** As it stands in a row. */
        public String json() {
            return "{\"name\":\"%s\",\"seed\":%d,\"generation\":%d}".formatted(name, seed, generation);
        }

        private Input next(String suffix, long other) {
            return new Input(name + suffix, other, generation + 1);
        }
    }

    /** What the workflow cannot know again when it runs again. */
    public interface Outside {
        /** The code of a workflow begins. */
        Observer begins(String name);

        /** A value that is never the same. */
        String fresh();
    }

    /** Sees what one execution sees. */
    public interface Observer {
        /** The next thing that the code has seen. */
        void saw(String what);

        /** What the code is busy with. */
        void enters(Action action);
    }

    private final Outside outside;

    /** In a world. */
    public RandomWorkflow(Outside outside) {
        this.outside = outside;
    }

    @Override
    public List<String> run(Input input, Flow flow) {
        Program program = ProgramWriter.write(input);
        Execution execution = new Execution(input, flow, flow.saga(), outside.begins(input.name()));
        List<String> trace = execution.run(program);
        return program.continues() ? flow.continueAsNew(input.next("'", ~input.seed())) : trace;
    }

    /** One execution. */
    private final class Execution {
        private final Flow flow;
        private final Saga saga;
        private final Observer observer;
        private final Input input;
        private final List<String> trace = new ArrayList<>();
        private int children;

        Execution(Input input, Flow flow, Saga saga, Observer observer) {
            this.input = input;
            this.flow = flow;
            this.saga = saga;
            this.observer = observer;
        }

        List<String> run(Program program) {
            boolean resists = program.resists();
            for (Action action : program.actions()) {
                observer.enters(action);
                try {
                    see(await(begin(action)));
                } catch (CancelledException cancelled) {
                    see("cancelled");
                    if (!resists) throw cancelled;
                    resists = false;
                } catch (RuntimeException failure) {
                    see("failed: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
                }
            }
            if (program.fails()) throw new IllegalStateException("the program fails as it was written");
            saga.keep();
            return trace;
        }

        private void see(String what) {
            trace.add(what);
            observer.saw(what);
        }

        private Future<String> begin(Action action) {
            return switch (action) {
                case Action.Run step -> step(step);
                case Action.Compute step -> flow.compute(step.name(), outside::fresh);
                case Action.Poison poison -> flow.run("poison", () -> "poison " + outside.fresh());
                case Action.Call call ->
                    flow.with(retry(call.attempts())).service(SimService.class).act(call.what());
                case Action.Sleep sleep ->
                    flow.sleep(Duration.ofMillis(sleep.millis())).map(slept -> "slept until " + flow.now());
                case Action.Event event -> flow.event(event.key(), String.class);
                case Action.Signal signal -> flow.signal(signal.name(), String.class);
                case Action.Ask ask ->
                    flow.ask(Question.of(ask.question()), "boss").map(decision -> "decided " + decision.approved());
                case Action.All all ->
                    flow.all(all.actions().stream().map(this::begin).toList()).map(String::valueOf);
                case Action.Any any ->
                    flow.any(any.actions().stream().map(this::branch).toList());
                case Action.Limited limited ->
                    flow.withTimeout(Duration.ofMillis(limited.millis()), branch(limited.action()));
                case Action.Chain chain ->
                    begin(chain.first())
                            .compose(first -> begin(chain.second()).map(second -> first + ", then " + second));
                case Action.Compensated done ->
                    begin(done.action()).onSuccess(value -> saga.compensate(branch(done.compensation())));
                case Action.Beat beat -> flow.run(beat.name(), this::beat);
                case Action.Child child ->
                    flow.child(RandomWorkflow.class, nextChild(child.seed())).map(String::valueOf);
                case Action.Detached child -> flow.detach(RandomWorkflow.class, nextChild(child.seed()));
                case Action.Changed changed -> Future.succeededFuture("changed " + flow.changed(changed.change()));
                case Action.Words words -> {
                    flow.status(words.text());
                    flow.tag("said", words.text());
                    yield Future.succeededFuture("said");
                }
                case Action.Values values ->
                    Future.succeededFuture(flow.now() + " " + flow.random().nextInt(1_000) + " " + flow.uuid());
            };
        }

        private Input nextChild(long seed) {
            return input.next("-" + children++, seed);
        }

        private String beat() {
            int before = Step.progress(Integer.class).orElse(0);
            Step.heartbeat(before + 1);
            return outside.fresh();
        }

        private Branch<String> branch(Action action) {
            return () -> begin(action);
        }

        private Future<String> step(Action.Run step) {
            int[] attempts = {0};
            return flow.with(retry(step.attempts())).run(step.name(), () -> {
                if (attempts[0]++ < step.failures()) throw new IllegalStateException("attempt " + attempts[0]);
                return outside.fresh();
            });
        }

        private static Retry retry(int attempts) {
            return attempts == 1
                    ? Retry.none()
                    : Retry.exponential(Duration.ofMillis(20)).attempts(attempts);
        }
    }
}
