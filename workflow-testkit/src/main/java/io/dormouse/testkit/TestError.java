package io.dormouse.testkit;

import io.dormouse.engine.replay.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A test that cannot go on: its workflow, or the test itself, does what would never end well. */
public final class TestError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private TestError(String message) {
        super(message);
    }

    private TestError(String message, Throwable cause) {
        super(message, cause);
    }

    static TestError threadIsHeld(Duration patience, List<StackTraceElement> stack) {
        boolean foreignAwait = stack.stream()
                .anyMatch(frame -> frame.getMethodName().equals("await")
                        && frame.getClassName().startsWith("io.vertx."));
        String advice = foreignAwait
                ? "Future.await() of Vert.x waits for ever here; write Flow.await(future)"
                : "do what takes long in flow.run or flow.compute";
        return new TestError("the workflow has held its thread for %.1f s without an await: %s. It is at:\n%s"
                .formatted(
                        patience.toMillis() / 1000.0,
                        advice,
                        stack.stream().map(frame -> "    at " + frame).collect(Collectors.joining("\n"))));
    }

    static TestError interrupted() {
        return new TestError("the test was interrupted while the workflow ran");
    }

    static TestError nothingStubbed(Request.ServiceCall call) {
        return new TestError(
                "the workflow calls %s of the service at %s with %s, but the test does not say what that answers; add .stub(Contract.class, Contract::%s, request -> …)"
                        .formatted(call.action(), call.address(), call.body(), call.action()));
    }

    static TestError failsForEver(Request.ServiceCall call, int attempts, Throwable last) {
        return new TestError(
                "the call of %s at %s has failed %d times and would for ever: what a contract does not declare is a failure of the infrastructure, which is tried again until it succeeds. The last one: %s"
                        .formatted(call.action(), call.address(), attempts, last),
                last);
    }

    static TestError noAddress(Class<?> contract) {
        return new TestError(
                "%s has no constant ADDRESS that says where the service listens: add String ADDRESS = \"…\" to it"
                        .formatted(contract.getName()));
    }

    static TestError noMethod(Class<?> contract, String action) {
        return new TestError("%s has no method %s that returns a Future".formatted(contract.getName(), action));
    }

    static TestError notAMethod(Class<?> contract) {
        return new TestError("what is stubbed must be a method of the contract, as in %s::method"
                .formatted(contract.getSimpleName()));
    }

    static TestError neverEnds(String id, Duration horizon, String state) {
        return new TestError("the workflow %s has not ended within %d days of its time; it is %s"
                .formatted(id, horizon.toDays(), state));
    }

    static TestError goesOnForEver(String id, int runs) {
        return new TestError("the workflow %s has gone on as a new run %d times; use start and pass to see some of it"
                .formatted(id, runs));
    }

    static TestError unknown(String id) {
        return new TestError("there is no workflow with the id " + id);
    }

    static TestError nothingAsked(String id, String state) {
        return new TestError(
                "nothing has been asked that nobody has decided; the workflow %s is %s".formatted(id, state));
    }

    static TestError unknownWorkflow(String what) {
        return new TestError("this test knows no workflow %s; add it with .with(TheWorkflow.class)".formatted(what));
    }

    static TestError noResult(String id, String state) {
        return new TestError("the workflow %s has no result: it is %s".formatted(id, state));
    }

    static TestError unreadable(String what, Throwable cause) {
        return new TestError("%s cannot be read: %s".formatted(what, cause.getMessage()), cause);
    }
}
