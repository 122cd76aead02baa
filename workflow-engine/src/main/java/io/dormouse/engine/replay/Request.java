package io.dormouse.engine.replay;

import io.dormouse.flow.Retry;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What has to be done for a command. */
public sealed interface Request {
    /**
     * Run a local step.
     *
     * @param type what its result is read back as; null: as what it is at run time
     * @param loader where its result type must be found again
     * @param computes whether it keeps a processor busy rather than waiting for something
     */
    record Local(Callable<?> step, @Nullable Class<?> type, ClassLoader loader, Retry retry, boolean computes)
            implements Request {}

    /** Call a service. @param body the arguments by name, as a JSON object */
    record ServiceCall(String address, String action, String body) implements Request {}

    /** Wait until a time. */
    record Timer(Instant due) implements Request {}

    /** Wait for the value of an event. */
    record Event(String key) implements Request {}

    /** Wait for a signal, sent before or after. */
    record Signal(String name) implements Request {}

    /** Call a service, then wait for the event that it will trigger. @param subject what people read while it waits */
    record Ask(ServiceCall call, String eventKey, String subject) implements Request {}
}
