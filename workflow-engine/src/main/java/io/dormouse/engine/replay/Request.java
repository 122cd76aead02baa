package io.dormouse.engine.replay;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What has to be done for a command. */
public sealed interface Request {
    /** Run a local step. @param type what its result is read back as; null: as what it is at run time */
    record Local(Callable<?> step, @Nullable Class<?> type, ClassLoader loader) implements Request {}

    /** Call a service. @param body the arguments by name, as a JSON object */
    record ServiceCall(String address, String action, String body) implements Request {}

    /** Wait until a time. */
    record Timer(Instant due) implements Request {}

    /** Wait for the value of an event. */
    record Event(String key) implements Request {}

    /** Call a service, then wait for the event that it will trigger. @param subject what people read while it waits */
    record Ask(ServiceCall call, String eventKey, String subject) implements Request {}
}
