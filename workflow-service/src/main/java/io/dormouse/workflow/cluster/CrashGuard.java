package io.dormouse.workflow.cluster;

import io.dormouse.engine.owner.Admission;
import io.dormouse.host.Insistence;
import io.dormouse.workflow.cluster.Ownership.Pauses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a workflow that ends its process from taking all others with it. Where the last two owners of a partition have come to
 * unclean ends, workflows come into memory one by one, in no order, each written down before; one over which three nodes in a row
 * have died without a step forward is left out.
 *
 * <p>A node that is killed from outside leaves the one workflow under suspicion that it was just about to try, and that one's
 * journal is longer the next time, or it is not the one that is just tried again.
 */
public final class CrashGuard implements Admission {
    private static final Logger log = LoggerFactory.getLogger(CrashGuard.class);
    private static final int DEADLY = 3;
    private static final long PAUSE_MILLIS = 300;

    private final String node;
    private final Suspects suspects;
    private final Predicate<String> restless;
    private final Pauses pauses;
    private final Executor loop;
    private final RandomGenerator order;
    private final List<Candidate> candidates = new ArrayList<>();
    private Optional<String> onTrial = Optional.empty();

    private record Candidate(String workflow, Promise<Boolean> admitted) {}

    /**
     * @param restless whether the last owners of a workflow's partition have come to unclean ends; callable from any thread
     * @param loop the one thread of this guard
     */
    public CrashGuard(
            String node,
            Suspects suspects,
            Predicate<String> restless,
            Pauses pauses,
            Executor loop,
            RandomGenerator order) {
        this.node = node;
        this.suspects = suspects;
        this.restless = restless;
        this.pauses = pauses;
        this.loop = loop;
        this.order = order;
    }

    @Override
    public boolean isFree(String id) {
        return !restless.test(id);
    }

    @Override
    public Future<Boolean> admit(String id) {
        Promise<Boolean> admitted = Promise.promise();
        loop.execute(() -> {
            candidates.add(new Candidate(id, admitted));
            tryNext();
        });
        return admitted.future();
    }

    private void tryNext() {
        if (onTrial.isPresent() || candidates.isEmpty()) return;
        Candidate next = drawn();
        onTrial = Optional.of(next.workflow());
        insist(() -> suspects.attempt(node, next.workflow()))
                .onSuccess(attempts -> loop.execute(() -> decide(next, attempts)));
    }

    /** In no order: a node that is killed a while after its start must not find the same workflow on trial each time. */
    private Candidate drawn() {
        int index = order.nextInt(candidates.size());
        Candidate drawn = candidates.get(index);
        candidates.set(index, candidates.getLast());
        candidates.removeLast();
        return drawn;
    }

    private void decide(Candidate candidate, int attempts) {
        boolean deadly = attempts > DEADLY;
        if (attempts > 1)
            log.warn(
                    "{} nodes have ended while they brought workflow {} into memory{}",
                    attempts - 1,
                    candidate.workflow(),
                    deadly ? "; it is left out" : "; it is tried again, alone");
        if (deadly) onTrial = Optional.empty();
        candidate.admitted().complete(!deadly);
        tryNext();
    }

    @Override
    public void provedHarmless(String id) {
        loop.execute(() -> {
            if (onTrial.filter(id::equals).isEmpty()) return;
            insist(() -> suspects.acquit(node, id))
                    .onSuccess(acquitted -> loop.execute(() -> {
                        onTrial = Optional.empty();
                        tryNext();
                    }));
        });
    }

    /**
     * Forgets the unclean ends before this node, once it has had its partitions for a while and nobody is on trial. On the loop.
     *
     * @return whether ownership is to be read again
     */
    public Future<Boolean> calmDown() {
        return onTrial.isPresent() ? Future.succeededFuture(false) : suspects.calmDown(node);
    }

    private <T> Future<T> insist(Supplier<Future<T>> attempt) {
        return Insistence.until(attempt, failure -> {
            log.debug("cannot write down which workflow is on trial, trying again: {}", failure.getMessage());
            return pauses.pause(PAUSE_MILLIS);
        });
    }
}
