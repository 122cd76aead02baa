package io.dormouse.workflow;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasException;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workflows of one idea each. */
public final class TestWorkflows {
    private TestWorkflows() {}

    /** How many steps. */
    public record Count(int steps) {}

    /** A name to greet. */
    public record Greeting(String name) {}

    /** Steps one after another. */
    @Durable(name = "steps")
    public static final class Steps implements Workflow<Count, Integer> {
        @Override
        public Integer run(Count input, Flow flow) {
            int sum = 0;
            for (int i = 0; i < input.steps(); i++) {
                int value = i;
                sum += await(flow.run("step " + i, () -> value));
            }
            return sum;
        }
    }

    /** Waits for an event. */
    @Durable(name = "wait-for-event")
    public static final class WaitForEvent implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            return input.name() + " " + await(flow.event("event-of-" + input.name(), String.class));
        }
    }

    /** Sleeps, then says when it woke. */
    @Durable(name = "sleep")
    public static final class Sleep implements Workflow<Count, Boolean> {
        @Override
        public Boolean run(Count input, Flow flow) {
            var before = flow.now();
            await(flow.sleep(Duration.ofMillis(input.steps())));
            return !flow.now().isBefore(before.plusMillis(input.steps()));
        }
    }

    /** Calls a service, and tells a declared failure. */
    @Durable(name = "create-server")
    public static final class Create implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            try {
                Server server = await(flow.service(IaasService.class).create(new CreateServer(input.name())));
                return server.address();
            } catch (IaasException e) {
                return e.failure().name();
            }
        }
    }

    /** Asks a person. */
    @Durable(name = "ask")
    public static final class Ask implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            Decision decision = await(flow.ask(Question.of("Greet %s?".formatted(input.name())), "sre"));
            return decision.approved() + " by " + decision.decidedBy();
        }
    }

    /** Many steps at once. */
    @Durable(name = "fan-out")
    public static final class FanOut implements Workflow<Count, List<Integer>> {
        @Override
        public List<Integer> run(Count input, Flow flow) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < input.steps(); i++) {
                int value = i;
                futures.add(flow.run("part " + i, () -> value * value));
            }
            return await(flow.all(futures));
        }
    }

    /** Its step throws. */
    @Durable(name = "fail")
    public static final class Fail implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            return await(flow.run("explode", () -> explode(input)));
        }

        private static String explode(Greeting input) {
            throw new IllegalStateException("boom " + input.name());
        }
    }

    /** Takes so many signals. */
    @Durable(name = "collect")
    public static final class Collect implements Workflow<Count, List<String>> {
        @Override
        public List<String> run(Count input, Flow flow) {
            List<String> items = new ArrayList<>();
            while (items.size() < input.steps()) items.add(await(flow.signal("item", String.class)));
            return items;
        }
    }

    /** Takes one signal a run. */
    @Durable(name = "count-down")
    public static final class CountDown implements Workflow<Count, String> {
        @Override
        public String run(Count input, Flow flow) {
            String last = await(flow.signal("next", String.class));
            return input.steps() > 1 ? flow.continueAsNew(new Count(input.steps() - 1)) : last;
        }
    }

    /** Has another one wait for an event. */
    @Durable(name = "delegate")
    public static final class Delegate implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            return "child says " + await(flow.child(WaitForEvent.class, input));
        }
    }

    /** Says what it does. */
    @Durable(name = "talkative")
    public static final class Talkative implements Workflow<Greeting, String> {
        @Override
        public String run(Greeting input, Flow flow) {
            flow.status("waiting for " + input.name());
            flow.tag("name", input.name());
            return await(flow.event("event-of-" + input.name(), String.class));
        }
    }
}
