package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Question;
import io.vertx.core.Future;
import java.util.List;

/** The port to services: how an interface becomes durable calls, and how a question reaches people. */
public interface Services {
    /** A proxy of a service interface whose methods give their calls to the caller. */
    <S> S proxy(Class<S> contract, Caller caller);

    /** What asks people. @param requestId unique to this question */
    Request.Ask ask(String requestId, Question question, List<String> approvers);

    /** The call that starts a child. @param input canonical JSON @param parent the id of the workflow that wants it */
    Request.ServiceCall start(String childId, String name, int version, String input, String parent);

    /** The decision that the event of a question carries. */
    Decision decision(String json);

    /** Gives a call to the workflow. */
    interface Caller {
        /** The durable result of a call. */
        <T> Future<T> call(Request.ServiceCall call, Reader<T> reader);
    }

    /** Reads what a call ended with. */
    interface Reader<T> {
        /** The value of a success; an exception means that it cannot be read by this code. */
        T read(String json);

        /** The exception of a failure. */
        RuntimeException exception(Outcome.Failure failure);
    }
}
