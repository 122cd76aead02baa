package io.dormouse.engine.replay;

import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Branch;
import io.dormouse.flow.CallFailedException;
import io.dormouse.flow.ChildFailedException;
import io.dormouse.flow.CurrentFlow;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.FutureStep;
import io.dormouse.flow.Question;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Saga;
import io.dormouse.flow.StageStep;
import io.dormouse.flow.StepFailedException;
import io.dormouse.flow.TimedOutException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The author's {@link Flow}, over one {@link Execution}. */
final class JournaledFlow implements CurrentFlow.OfAThread {
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_QUESTION = 10_000;
    private static final int LONGEST_STATUS = 1_000;
    private static final int LONGEST_TAG = 100;
    private static final int MOST_TAGS = 20;

    /** The last time that every store can hold. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final System.Logger log = System.getLogger(JournaledFlow.class.getName());

    private final Execution execution;
    private final Services services;
    private final Retry retry;
    private Map<Class<?>, Object> proxies = Map.of();

    JournaledFlow(Execution execution, Services services, Retry retry) {
        this.execution = execution;
        this.services = services;
        this.retry = retry;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        log.log(System.Logger.Level.ERROR, "the thread of workflow %s has died".formatted(execution.id()), e);
    }

    @Override
    public Flow with(Retry rule) {
        return new JournaledFlow(execution, services, rule);
    }

    @Override
    public <T> T waitFor(Future<T> future) {
        execution.awaitCompletion(future);
        if (future.succeeded()) return future.result();
        throw JournaledFlow.<RuntimeException>asItIs(future.cause());
    }

    /** A checked exception that the author's own callback threw leaves {@code await} as it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public <S> S service(Class<S> contract) {
        execution.requireOwnThread("flow.service");
        if (proxies.isEmpty()) proxies = new HashMap<>(2);
        return contract.cast(proxies.computeIfAbsent(contract, type -> services.proxy(type, this::call)));
    }

    private <T> Future<T> call(Request.ServiceCall call, Services.Reader<T> reader) {
        return new RetriedCall<>(execution, call, reader, retry, pause -> timer("retry", now().plus(pause))).begin();
    }

    @Override
    public <T> Future<T> run(String name, Callable<T> step) {
        return local(Kind.RUN, name, new Request.Local(step, null, execution.loader(), retry, false));
    }

    @Override
    public <T> Future<T> run(String name, Class<T> type, Callable<T> step) {
        return local(Kind.RUN, name, new Request.Local(step, type, execution.loader(), retry, false));
    }

    @Override
    public <T> Future<T> run(String name, FutureStep<T> step) {
        return local(Kind.RUN, name, new Request.Local(step::begin, null, execution.loader(), retry, false));
    }

    @Override
    public <T> Future<T> runStage(String name, StageStep<T> step) {
        return local(Kind.RUN, name, new Request.Local(step::begin, null, execution.loader(), retry, false));
    }

    @Override
    public <T> Future<T> compute(String name, Callable<T> step) {
        return local(Kind.COMPUTE, name, new Request.Local(step, null, execution.loader(), retry, true));
    }

    private <T> Future<T> local(Kind kind, String name, Request.Local request) {
        requireName("the name of a step", name);
        JavaType declared = request.type() == null ? null : Wire.MAPPER.constructType(request.type());
        return execution.give(kind, name, (origin, seq) -> request, new OutcomeReader<>() {
            @Override
            @SuppressWarnings("unchecked")
            public T read(Outcome.Success success) throws Exception {
                JavaType as = declared == null ? ResultType.resolve(success.type(), execution.loader()) : declared;
                return (T) Values.read(success.json(), as);
            }

            @Override
            public RuntimeException exception(Outcome.Failure failure) {
                return new StepFailedException(failure.type(), failure.message());
            }
        });
    }

    @Override
    public Future<Void> sleep(Duration duration) {
        if (duration.isNegative())
            throw FlowMisuseException.badArgument("flow.sleep was given %s, which is in the past".formatted(duration));
        return timer(
                "sleep", duration.compareTo(Duration.between(now(), LATEST)) > 0 ? Instant.MAX : now().plus(duration));
    }

    @Override
    public Future<Void> sleepUntil(Instant time) {
        return timer("until", time);
    }

    private Future<Void> timer(String name, Instant due) {
        if (due.isAfter(LATEST)) {
            throw FlowMisuseException.badArgument(
                    "a timer cannot be set to %s; the latest is %s (to wait for ever, wait for an event)"
                            .formatted(due, LATEST));
        }
        return execution.give(
                Kind.TIMER, name, (origin, seq) -> new Request.Timer(due.truncatedTo(ChronoUnit.MICROS)), (ValueReader<
                                Void>)
                        success -> noValue());
    }

    @Override
    public <T> Future<T> event(String key, Class<T> type) {
        requireName("the key of an event", key);
        JavaType as = Wire.MAPPER.constructType(type);
        return execution.give(Kind.EVENT, key, (origin, seq) -> new Request.Event(key), (ValueReader<T>)
                success -> type.cast(Values.read(success.json(), as)));
    }

    @Override
    public <T> Future<T> signal(String name, Class<T> type) {
        requireName("the name of a signal", name);
        JavaType as = Wire.MAPPER.constructType(type);
        return execution.give(Kind.SIGNAL, name, (origin, seq) -> new Request.Signal(name), (ValueReader<T>)
                success -> type.cast(Values.read(success.json(), as)));
    }

    @Override
    public Future<Decision> ask(Question question, String... approvers) {
        requireText("a question", question.text(), LONGEST_QUESTION);
        for (String approver : approvers) requireText("the name of an approver", approver, LONGEST_NAME);
        List<String> whom = List.of(approvers);
        return execution.give(
                Kind.ASK, "ask", (origin, seq) -> services.ask(origin.requestId(seq), question, whom), (ValueReader<
                                Decision>)
                        success -> services.decision(success.json()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Future<O> child(Class<? extends Workflow<I, O>> type, I input) {
        JavaType result = Definition.resultOf(type);
        return start(Kind.CHILD, type, input, new OutcomeReader<>() {
            @Override
            public O read(Outcome.Success success) throws Exception {
                return (O) Values.read(success.json(), result);
            }

            @Override
            public RuntimeException exception(Outcome.Failure failure) {
                return new ChildFailedException(failure.type(), failure.message());
            }
        });
    }

    @Override
    public <I, O> Future<String> detach(Class<? extends Workflow<I, O>> type, I input) {
        return start(Kind.DETACH, type, input, (ValueReader<String>)
                success -> String.valueOf(Wire.MAPPER.readValue(success.json(), String.class)));
    }

    private <T> Future<T> start(Kind kind, Class<?> type, @Nullable Object input, OutcomeReader<T> reader) {
        Durable durable = Definition.durable(type);
        String json = Values.write("the input of a %s".formatted(durable.name()), input);
        return execution.give(
                kind,
                durable.name(),
                (origin, seq) -> new Request.Child(
                        services.start(origin.childId(seq), durable.name(), durable.version(), json, execution.id()),
                        origin.childId(seq),
                        kind == Kind.DETACH),
                reader);
    }

    @Override
    public <T> Future<List<T>> all(List<Future<T>> futures) {
        return Future.all(futures).map(all -> all.<T>list());
    }

    @Override
    public <T> Future<T> any(List<Branch<T>> branches) {
        if (branches.isEmpty()) throw FlowMisuseException.badArgument("flow.any needs at least one branch");
        return new Race<T>(execution, branches.size()).run(branches);
    }

    @Override
    public <T> Future<T> withTimeout(Duration timeout, Branch<T> branch) {
        Promise<T> outcome = Promise.promise();
        Scope ofBranch = execution.newBranch();
        Scope ofTimer = execution.newBranch();
        execution.begin(ofBranch, branch).onComplete(ended -> {
            if (outcome.future().isComplete()) return;
            execution.lose(ofTimer);
            outcome.handle(ended);
        });
        if (outcome.future().isComplete()) return outcome.future();
        execution.begin(ofTimer, () -> sleep(timeout)).onSuccess(due -> {
            if (outcome.future().isComplete()) return;
            execution.lose(ofBranch);
            outcome.tryFail(new TimedOutException(timeout));
        });
        return outcome.future();
    }

    @Override
    public Saga saga() {
        return execution.newSaga();
    }

    @Override
    public void status(String text) {
        execution.requireOwnThread("flow.status");
        requireText("the text of a status", text, LONGEST_STATUS);
        execution.say(new Facts(Optional.of(text), execution.facts().tags()));
    }

    @Override
    public void tag(String name, String value) {
        execution.requireOwnThread("flow.tag");
        requireText("the name of a tag", name, LONGEST_TAG);
        Map<String, String> tags = new TreeMap<>(execution.facts().tags());
        if (value.isEmpty()) {
            tags.remove(name);
        } else {
            requireText("the value of a tag", value, LONGEST_TAG);
            tags.put(name, value);
        }
        if (tags.size() > MOST_TAGS)
            throw FlowMisuseException.badArgument("a workflow can have %d tags at most".formatted(MOST_TAGS));
        execution.say(new Facts(execution.facts().status(), Collections.unmodifiableMap(tags)));
    }

    @Override
    public boolean changed(String change) {
        requireName("the name of a change", change);
        return execution.changed(change);
    }

    @Override
    public void retire(String change) {
        requireName("the name of a change", change);
        execution.retire(change);
    }

    @Override
    public <T> T continueAsNew(Object input) {
        throw execution.continueAsNew(input);
    }

    @Override
    public Instant now() {
        return execution.now();
    }

    @Override
    public UUID uuid() {
        execution.requireOwnThread("flow.uuid");
        return execution.origins().uuid();
    }

    @Override
    public RandomGenerator random() {
        execution.requireOwnThread("flow.random");
        return execution.origins().random();
    }

    @SuppressWarnings("NullAway") // a Future's value may be null
    private static Void noValue() {
        return null;
    }

    private static void requireName(String what, String name) {
        requireText(what, name, LONGEST_NAME);
    }

    private static void requireText(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest || !isStorable(text)) {
            throw FlowMisuseException.badArgument(
                    "%s must have 1 to %d characters and no NUL: '%s'".formatted(what, longest, text));
        }
    }

    private static boolean isStorable(String name) {
        return name.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Reads the outcome of what can only fail when a person says so. */
    @FunctionalInterface
    private interface ValueReader<T> extends OutcomeReader<T> {
        @Override
        default RuntimeException exception(Outcome.Failure failure) {
            return new CallFailedException(failure.code(), failure.type(), failure.message());
        }
    }
}
