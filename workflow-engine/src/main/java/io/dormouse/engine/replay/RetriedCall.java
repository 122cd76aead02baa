package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Retry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service that is given anew when the service has refused it, as a rule says. Every attempt is a command of its own,
 * with its own key: under the same key the service would only repeat its refusal.
 */
final class RetriedCall<T> {
    private final Execution execution;
    private final Request.ServiceCall call;
    private final Services.Reader<T> reader;
    private final Retry retry;
    private final Function<Duration, Future<Void>> pause;
    private int attempts;
    private Outcome.@Nullable Failure refusal;

    RetriedCall(
            Execution execution,
            Request.ServiceCall call,
            Services.Reader<T> reader,
            Retry retry,
            Function<Duration, Future<Void>> pause) {
        this.execution = execution;
        this.call = call;
        this.reader = reader;
        this.retry = retry;
        this.pause = pause;
    }

    Future<T> begin() {
        attempts++;
        refusal = null;
        Future<T> attempt = execution.give(
                Kind.CALL, call.address() + '/' + call.action(), (origin, seq) -> call, new OutcomeReader<>() {
                    @Override
                    public T read(Outcome.Success success) {
                        return reader.read(success.json());
                    }

                    @Override
                    public RuntimeException exception(Outcome.Failure failure) {
                        refusal = failure;
                        return reader.exception(failure);
                    }
                });
        return retry.attempts() == 1 ? attempt : attempt.recover(this::tryAgain);
    }

    private Future<T> tryAgain(Throwable failure) {
        Outcome.Failure refused = refusal;
        if (refused == null || !retry.triesAgain(attempts, refused.type())) return Future.failedFuture(failure);
        return pause.apply(retry.pause(attempts)).compose(over -> begin());
    }
}
