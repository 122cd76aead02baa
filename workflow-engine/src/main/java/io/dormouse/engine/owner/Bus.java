package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Request;
import io.vertx.core.Future;

/** The port to services. */
public interface Bus {
    /**
     * Asks a service until it answers, as a long poll. Answers come on the loop.
     *
     * @param key the idempotency key: asking again with it is always safe
     * @param actor on whose behalf
     * @return the JSON of the answer; or {@link Refused}; any other failure is one of the infrastructure
     */
    Future<String> call(Request.ServiceCall call, String key, String actor);

    /**
     * Withdraws a call, or cancels a child, which is a call of the workflow service's with the child's id for a key; answered
     * when the service has noted it.
     */
    Future<Void> cancel(Withdrawal withdrawal);

    /** A service refused a call with a failure that its contract declares. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Outcome.Failure failure;
        private final boolean keyReused;

        /** @param keyReused the key belongs to another request: the code has changed under a call in flight */
        public Refused(Outcome.Failure failure, boolean keyReused) {
            super(failure.message());
            this.failure = failure;
            this.keyReused = keyReused;
        }

        /** What the contract declares. */
        public Outcome.Failure failure() {
            return failure;
        }

        /** Whether the workflow is stuck on it. */
        public boolean keyReused() {
            return keyReused;
        }
    }
}
