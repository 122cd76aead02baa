package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Step;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
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

    /** Begins a step: what it returns, what that comes to if it is asynchronous, or the failure that it has thrown. */
    public static CompletableFuture<?> begin(Step.Context context, Request.Local request) {
        Thread.currentThread().setContextClassLoader(request.loader());
        try {
            return switch (Step.call(context, request.step())) {
                case Future<?> future -> future.toCompletionStage().toCompletableFuture();
                case CompletionStage<?> stage -> stage.toCompletableFuture();
                case null -> CompletableFuture.completedFuture(null);
                case Object result -> CompletableFuture.completedFuture(result);
            };
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(Outcome.Failure.of(e));
        }
    }

    /** The outcome of a step that was begun, for which it waits. */
    public static Outcome outcome(String name, CompletableFuture<?> begun, Request.Local request) {
        Thread.currentThread().setContextClassLoader(request.loader());
        try {
            Object result = begun.get();
            if (result instanceof Outcome.Failure thrown) return thrown;
            String type = request.type() == null ? ResultType.nameOf(result) : null;
            String what = "the result of the step '%s'".formatted(name);
            Outcome.Success outcome = new Outcome.Success(Values.write(what, result), type);
            requireReadable(what, outcome, result, request);
            return outcome;
        } catch (ExecutionException e) {
            return Outcome.Failure.of(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            return Outcome.Failure.of(e);
        }
    }
}
