package io.dormouse.testkit.corpus;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasException;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.ChildFailedException;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Step;
import io.dormouse.flow.StepFailedException;
import io.dormouse.flow.TimedOutException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Every verb, in workflows of one idea each. Their journals lie in {@code src/test/resources/journals}, so what they do must
 * never change: a new verb gets a new workflow.
 */
public final class CorpusWorkflows {
    /** All of them. */
    static final List<Class<? extends Workflow<?, ?>>> ALL = List.of(
            Steps.class,
            Calls.class,
            Times.class,
            Messages.class,
            Asks.class,
            Grown.class,
            Parent.class,
            Races.class,
            Undoes.class,
            Tells.class,
            Turns.class,
            Changes.class,
            Chances.class,
            ByHand.class,
            Beats.class);

    private CorpusWorkflows() {}

    /** A number. */
    public record Count(int number) {}

    /** Results of all kinds. */
    public record Result(String text, Optional<Integer> number, Instant at, Set<String> set) {}

    /** Local steps of all forms, with results of all kinds, and one that fails. */
    @Durable(name = "corpus-steps")
    public static final class Steps implements Workflow<Count, String> {
        @Override
        @SuppressWarnings("NullAway") // a step may give null
        public String run(Count input, Flow flow) {
            String text = await(flow.run("text", () -> "täxt \"quoted\" \u2603"));
            long number = await(flow.run("long", () -> 9_000_000_000L));
            Result record = await(flow.run(
                    "record",
                    () -> new Result(
                            text, Optional.of(1), Instant.parse("2026-01-01T00:00:00.000001Z"), Set.of("b", "a"))));
            List<Result> list = await(flow.run("list", () -> List.of(record)));
            Map<String, Integer> map = await(flow.run("map", () -> Map.of("one", 1)));
            Object named = await(flow.run("named", Result.class, () -> record));
            Object nothing = await(flow.run("nothing", () -> null));
            int computed = await(flow.compute("compute", () -> 6 * 7));
            String async = await(flow.run("future", () -> Future.succeededFuture("future")));
            String stage = await(flow.runStage("stage", () -> CompletableFuture.completedFuture("stage")));
            String failed;
            try {
                failed = await(flow.run("fails", () -> {
                    throw new IllegalStateException("as it should");
                }));
            } catch (StepFailedException e) {
                failed = e.getMessage();
            }
            int third = await(flow.with(Retry.exponential(Duration.ofSeconds(1)).attempts(3))
                    .run("retried", () -> 3));
            List<Integer> both = await(flow.all(List.of(flow.run("left", () -> 1), flow.run("right", () -> 2))));
            return "%s %d %s %s %s %s %s %d %s %s %s %d %s"
                    .formatted(
                            text, number, record, list, map, named, nothing, computed, async, stage, failed, third,
                            both);
        }
    }

    /** Calls: answered, refused, refused and tried again, composed. */
    @Durable(name = "corpus-calls")
    public static final class Calls implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            IaasService iaas = flow.service(IaasService.class);
            Server server = await(iaas.create(new CreateServer("B6")));
            String refused;
            try {
                refused = await(iaas.create(new CreateServer("refused"))).id();
            } catch (IaasException e) {
                refused = e.failure().name();
            }
            Server second =
                    await(flow.with(Retry.exponential(Duration.ofMinutes(1)).attempts(3))
                            .service(IaasService.class)
                            .create(new CreateServer("refused once")));
            String composed = await(iaas.create(new CreateServer("composed"))
                    .compose(made -> iaas.delete(new DeleteServer(made.id())).map(made.model())));
            await(iaas.delete(new DeleteServer(server.id())));
            return server.id() + refused + second.model() + composed;
        }
    }

    /** Times. */
    @Durable(name = "corpus-times")
    public static final class Times implements Workflow<Count, Instant> {
        @Override
        public Instant run(Count input, Flow flow) {
            for (int i = 0; i < input.number(); i++) await(flow.sleep(Duration.ofDays(1)));
            await(flow.sleepUntil(Instant.parse("2026-03-01T00:00:00Z")));
            return flow.now();
        }
    }

    /** Signals and an event. */
    @Durable(name = "corpus-messages")
    public static final class Messages implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < input.number(); i++) words.append(await(flow.signal("word", String.class)));
            return words.append(await(flow.event("corpus-end", String.class))).toString();
        }
    }

    /** Questions. */
    @Durable(name = "corpus-asks")
    public static final class Asks implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            Decision first = await(flow.ask(Question.of("First?"), "sre", "boss"));
            Decision second = await(flow.ask(Question.of("Second?")));
            return "%s %s %s".formatted(first.approved(), second.comment(), second.decidedBy());
        }
    }

    /** A child. */
    @Durable(name = "corpus-grown")
    public static final class Grown implements Workflow<Count, Count> {
        @Override
        public Count run(Count input, Flow flow) {
            if (input.number() < 0) throw new IllegalArgumentException("negative");
            await(flow.sleep(Duration.ofHours(input.number())));
            return new Count(2 * input.number());
        }
    }

    /** Children: waited for, failed, left alone. */
    @Durable(name = "corpus-parent")
    public static final class Parent implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            Count one = await(flow.child(Grown.class, new Count(1)));
            String left = await(flow.detach(Grown.class, new Count(2)));
            String failed;
            try {
                failed = await(flow.child(Grown.class, new Count(-1))).toString();
            } catch (ChildFailedException e) {
                failed = "failed";
            }
            Count long_ = await(flow.child(Grown.class, new Count(input.number())));
            return one + left + failed + long_;
        }
    }

    /** Branches that race. */
    @Durable(name = "corpus-races")
    public static final class Races implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            IaasService iaas = flow.service(IaasService.class);
            String first = await(flow.any(
                    () -> flow.sleep(Duration.ofMinutes(1)).map("slept"),
                    () -> flow.sleep(Duration.ofHours(1)).compose(over -> flow.run("never", () -> "never"))));
            String late;
            try {
                late = await(flow.withTimeout(
                        Duration.ofMinutes(5),
                        () -> iaas.create(new CreateServer("never")).map(Server::id)));
            } catch (TimedOutException e) {
                late = "late";
            }
            String third = await(
                    flow.any(() -> flow.signal("word", String.class), () -> flow.event("corpus-end", String.class)));
            return first + late + third;
        }
    }

    /** Compensations. */
    @Durable(name = "corpus-undoes")
    public static final class Undoes implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            IaasService iaas = flow.service(IaasService.class);
            Saga saga = flow.saga();
            Server server = await(iaas.create(new CreateServer("B6")));
            saga.compensate(() -> iaas.delete(new DeleteServer(server.id())));
            await(flow.run("second", () -> 2));
            saga.compensate(() -> flow.run("undo second", () -> -2));
            if (input.number() == 0) await(saga.undo());
            if (input.number() < 0) throw new IllegalStateException("it goes wrong");
            try {
                await(flow.sleep(Duration.ofDays(1)));
            } catch (CancelledException e) {
                await(flow.run("last words", () -> e.getMessage()));
                throw e;
            }
            saga.keep();
            return "kept";
        }
    }

    /** A status and tags. */
    @Durable(name = "corpus-tells")
    public static final class Tells implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            flow.status("half-way");
            flow.tag("stage", "one");
            await(flow.sleep(Duration.ofDays(1)));
            flow.tag("stage", "");
            flow.status("done");
            return await(flow.run("last", () -> "told"));
        }
    }

    /** Goes on as a new run until it is done, with signals that nobody has taken. */
    @Durable(name = "corpus-turns")
    public static final class Turns implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            String word = await(flow.signal("word", String.class));
            if (input.number() == 0) return word;
            return flow.continueAsNew(new Count(input.number() - 1));
        }
    }

    /** A change of the code, and one that is over. */
    @Durable(name = "corpus-changes")
    public static final class Changes implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            flow.retire("over");
            String path = flow.changed("new-path")
                    ? await(flow.run("new", () -> "new"))
                    : await(flow.run("old", () -> "old"));
            await(flow.sleep(Duration.ofDays(1)));
            return path;
        }
    }

    /** Times, ids and random values. */
    @Durable(name = "corpus-chances")
    public static final class Chances implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            UUID id = flow.uuid();
            int dice = flow.random().nextInt(1_000_000);
            String step = await(flow.run("step " + dice, () -> id.toString()));
            await(flow.sleep(Duration.ofSeconds(1 + flow.random().nextInt(100))));
            return step + flow.uuid() + flow.random().nextLong() + flow.now();
        }
    }

    /** A call that somebody has to complete by hand. */
    @Durable(name = "corpus-by-hand")
    public static final class ByHand implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            Server server = await(flow.service(IaasService.class).create(new CreateServer("down")));
            await(flow.event("corpus-end", String.class));
            return server.id();
        }
    }

    /** A step that fails half-way, and goes on where it was. */
    @Durable(name = "corpus-beats")
    public static final class Beats implements Workflow<Count, Integer> {
        @Override
        public Integer run(Count input, Flow flow) {
            return await(flow.with(Retry.exponential(Duration.ofSeconds(1)).attempts(5))
                    .run("counts", () -> {
                        int done = Step.progress(Integer.class).orElse(0);
                        Step.heartbeat(done + 1);
                        if (done < input.number()) throw new IllegalStateException("half-way");
                        return done;
                    }));
        }
    }
}
