package io.dormouse.workflow.suspended;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a map may let others wait: a member that has just died costs one short wait, and then the maps are left alone for a
 * while, so that it does not cost everybody one. Belongs to one event loop, and whatever it answers it answers there: maps
 * complete futures on threads of their own.
 */
final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final long LONGEST_WAIT_MILLIS = 200;

    /** For what nobody waits for. */
    private static final long LONGEST_WORK_MILLIS = 2_000;

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ContextInternal loop;
    private final LongSupplier nanoTime;
    private boolean resting;
    private long restsUntil;

    Patience(Context loop, LongSupplier nanoTime) {
        this.loop = (ContextInternal) loop;
        this.nanoTime = nanoTime;
    }

    /** Whether the maps are to be asked at all. */
    boolean isLeft() {
        if (resting && nanoTime.getAsLong() - restsUntil >= 0) resting = false;
        return !resting;
    }

    /** What a map answers, or a failure when that takes too long, or when the maps are being left alone. */
    <T> Future<T> waitFor(Supplier<Future<T>> question) {
        return within(LONGEST_WAIT_MILLIS, question);
    }

    /** The same for what is done in the background: it may take longer. */
    <T> Future<T> letDo(Supplier<Future<T>> work) {
        return within(LONGEST_WORK_MILLIS, work);
    }

    private <T> Future<T> within(long millis, Supplier<Future<T>> operation) {
        if (!isLeft()) return Future.failedFuture("the maps did not answer lately and are left alone for a moment");
        // Of a future without a context, as one for several is, the timeout would come on a thread of its own
        Promise<T> answer = loop.promise();
        begun(operation).onComplete(outcome -> loop.emit(here -> answer.handle(outcome)));
        return answer.future().timeout(millis, TimeUnit.MILLISECONDS).onFailure(this::lose);
    }

    /** A member that is going down throws rather than fails. */
    private static <T> Future<T> begun(Supplier<Future<T>> operation) {
        try {
            return operation.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void lose(Throwable failure) {
        if (!isLeft()) return;
        log.info("the maps of the cluster do not answer, Postgres does without them: {}", failure.toString());
        resting = true;
        restsUntil = nanoTime.getAsLong() + REST_NANOS;
    }
}
