package io.dormouse.engine.replay;

import io.dormouse.flow.Branch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Branches of which the first success wins. */
final class Race<T> {
    private final Execution execution;
    private final List<Scope> scopes = new ArrayList<>();
    private final Promise<T> winner = Promise.promise();
    private int running;

    Race(Execution execution, int runners) {
        this.execution = execution;
        this.running = runners;
        for (int i = 0; i < runners; i++) scopes.add(execution.newBranch());
    }

    Future<T> run(List<Branch<T>> branches) {
        for (int i = 0; i < branches.size() && !winner.future().isComplete(); i++) {
            Scope own = scopes.get(i);
            execution.begin(own, branches.get(i)).onComplete(value -> wins(own, value), this::fails);
        }
        return winner.future();
    }

    private void wins(Scope own, T value) {
        if (winner.future().isComplete()) return;
        // First nobody else may go on; the winner's callbacks see a race that is over.
        scopes.stream().filter(scope -> scope != own).forEach(execution::lose);
        winner.complete(value);
    }

    private void fails(Throwable failure) {
        if (--running == 0) winner.tryFail(failure);
    }
}
