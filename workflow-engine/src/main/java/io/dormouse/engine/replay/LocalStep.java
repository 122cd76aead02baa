package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Step;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs a local step to its outcome. Blocks as long as the step does, so it belongs on a thread of its own. */
public final class LocalStep {
    private LocalStep() {}

    /** What nobody can read back has to fail now, as the step's failure, and not at every replay to come. */
    private static void requireReadable(
            String what, Outcome.Success outcome, @Nullable Object result, Request.Local request) {
        boolean plain = outcome.type() == null && request.type() == null;
        if (plain || result == null) return;
        JavaType as = request.type() == null
                ? ResultType.resolve(outcome.type(), request.loader())
                : Wire.MAPPER.constructType(request.type());
        try {
            Values.read(outcome.json(), as);
        } catch (JsonProcessingException e) {
            throw UnstorableValueException.unreadable(what, result.getClass(), e.getOriginalMessage());
        }
    }

    /** The outcome of a step; whatever it throws is one. */
    public static Outcome run(String name, Step.Context context, Request.Local request) {
        Thread current = Thread.currentThread();
        current.setContextClassLoader(request.loader());
        if (current.isVirtual()) current.setName(name);
        try {
            Object result = settled(Step.call(context, request.step()));
            String type = request.type() == null ? ResultType.nameOf(result) : null;
            String what = "the result of the step '%s'".formatted(name);
            Outcome.Success outcome = new Outcome.Success(Values.write(what, result), type);
            requireReadable(what, outcome, result, request);
            return outcome;
        } catch (Throwable e) {
            return Outcome.Failure.of(e);
        }
    }

    /** What is asynchronous lasts until it is complete. */
    private static @Nullable Object settled(@Nullable Object result) throws Throwable {
        CompletionStage<?> stage = switch (result) {
            case Future<?> future -> future.toCompletionStage();
            case CompletionStage<?> given -> given;
            case null, default -> null;
        };
        if (stage == null) return result;
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
