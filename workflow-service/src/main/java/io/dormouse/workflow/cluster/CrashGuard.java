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
    private Optional<Candidate> onTrial = Optional.empty();
    private int round;

    /** What was asked for in rounds up to this one had to run when something was taken; what came later was woken. */
    private int roundOfTheTake;

    /** @param round in which it was asked for */
    private record Candidate(String workflow, int round, Promise<Boolean> admitted) {}

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
            candidates.add(new Candidate(id, round, admitted));
            tryNext();
        });
        return admitted.future();
    }

    /** Partitions were taken: what is asked for from now until the next round had to run then. */
    public void taken() {
        loop.execute(() -> roundOfTheTake = round);
    }

    /** What is ours was read again: who needs no trial any more has waited long enough. */
    public void lookAgain() {
        loop.execute(() -> {
            List<Candidate> free = candidates.stream()
                    .filter(candidate -> isFree(candidate.workflow()))
                    .toList();
            candidates.removeAll(free);
            free.forEach(candidate -> candidate.admitted().complete(true));
        });
    }

    private void tryNext() {
        if (onTrial.isPresent() || candidates.isEmpty()) return;
        Candidate next = drawn();
        onTrial = Optional.of(next);
        insist(() -> suspects.attempt(node, next.workflow()))
                .onSuccess(attempts -> loop.execute(() -> decide(next, attempts)));
    }

    /**
     * Those that had to run first. Among them in no order: a node that is killed a while after its start must not find the same
     * workflow on trial each time.
     */
    private Candidate drawn() {
        List<Candidate> first = candidates.stream().filter(this::isOfTheTake).toList();
        List<Candidate> among = first.isEmpty() ? candidates : first;
        Candidate drawn = among.get(order.nextInt(among.size()));
        candidates.remove(drawn);
        return drawn;
    }

    private boolean isOfTheTake(Candidate candidate) {
        return candidate.round() <= roundOfTheTake;
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
            if (onTrial.filter(one -> one.workflow().equals(id)).isEmpty()) return;
            insist(() -> suspects.acquit(node, id))
                    .onSuccess(acquitted -> loop.execute(() -> {
                        onTrial = Optional.empty();
                        tryNext();
                    }));
        });
    }

    /**
     * Forgets the unclean ends before this node, once it has had its partitions for a while and all that had to run when it took
     * them has been tried; those who were woken meanwhile are not waited for, or a busy node would never calm down. On the loop,
     * every few seconds.
     *
     * @return whether ownership is to be read again
     */
    public Future<Boolean> calmDown() {
        round++;
        boolean trying = onTrial.filter(this::isOfTheTake).isPresent()
                || candidates.stream().anyMatch(this::isOfTheTake);
        return trying ? Future.succeededFuture(false) : suspects.calmDown(node);
    }

    private <T> Future<T> insist(Supplier<Future<T>> attempt) {
        return Insistence.until(attempt, failure -> {
            log.debug("cannot write down which workflow is on trial, trying again: {}", failure.getMessage());
            return pauses.pause(PAUSE_MILLIS);
        });
    }
}
