package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.Refusals.moved;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Owns the workflows of some partitions: everything that happens to one of them is appended here, in one order, and nothing
 * else appends to them. All state belongs to one loop; the public methods may be called from any thread, and their futures
 * complete on the loop.
 *
 * <p>What a future answers is durable. A future that fails with {@link CallFailure#UNAVAILABLE} tells nothing: ask again. Other
 * failures are those of {@link io.dormouse.contracts.workflow.WorkflowFailure}.
 *
 * <p>This class is the door; behind it are {@link Starts}, {@link Residents} (who is in memory), {@link Conductor} (between code and what it asked
 * for), {@link FlushQueue} and {@link Commits} (what is written, and what follows), {@link Bedtime} (falling asleep),
 * {@link Inbox}, {@link OrderKeys}, {@link Operations}, {@link Rewinds}, {@link Forks} and {@link Orphans} (what others do to workflows).
 */
public final class Owner {
    private final Ports ports;
    private final Loop loop;
    private final EndListeners ends;
    private final FlushQueue flushes;
    private final Starts starts;
    private final EventWaits events;
    private final TimerQueue timers;
    private final Attendance attendance = new Attendance();
    private final Residents residents;
    private final Conductor conductor;
    private final Commits commits;
    private final Withdrawals withdrawals;
    private final Outlines outlines;
    private final Inbox inbox;
    private final Refusals refusals;
    private final Operations operations;
    private final Rewinds rewinds;
    private final Forks forks;
    private final Orphans orphans;

    public Owner(Ports ports, MemoryLimits limits) {
        this.ports = ports;
        this.loop = ports.loop();
        this.ends = new EndListeners(loop, ports.clock());
        this.flushes = new FlushQueue(ports.store(), loop, ports.clock(), new Flushed());
        this.residents = new Residents(ports, limits, new Comings());
        this.starts = new Starts(ports, residents, flushes);
        this.events = new EventWaits(ports.store(), loop, this::happened);
        this.timers = new TimerQueue(loop, ports.clock(), this::timerIsDue);
        Bedtime bedtime = new Bedtime(loop, flushes, events, residents::keepWarm);
        ServiceCalls calls = new ServiceCalls(ports.bus(), loop, ports.jitter());
        this.conductor = new Conductor(ports, residents, flushes, events, timers, bedtime, attendance, calls);
        this.withdrawals = new Withdrawals(ports, calls, residents::owns);
        ThreadGuard guard = new ThreadGuard(residents, flushes, loop, conductor::markStuck);
        this.commits = new Commits(ports, residents, conductor, bedtime, starts, ends, guard, withdrawals);
        this.outlines = new Outlines(ports.store(), loop, residents);
        Presence presence = new Presence(ports, residents, attendance);
        this.inbox = new Inbox(ports.store(), loop, residents, outlines, flushes);
        OrderKeys keys = new OrderKeys(ports.store(), loop);
        this.refusals = new Refusals(ports, residents);
        this.operations = new Operations(keys, outlines, presence, conductor, flushes);
        this.rewinds = new Rewinds(ports, keys, presence, outlines, residents, flushes);
        this.forks = new Forks(ports, residents, flushes);
        this.orphans = new Orphans(ports, residents, flushes, inbox);
    }

    /** Starts a workflow, or finds that the same start was there before. A signal that comes with it is durable with it. */
    public Future<StartResult> start(NewWorkflow start) {
        return onLoop(() -> {
            if (!residents.owns(start.partition())) return Future.failedFuture(moved(start.id()));
            Future<StartResult> started = starts.start(start);
            if (start.signal().isEmpty()) return started;
            Entry.Signalled signal = start.signal().get();
            return started.compose(result -> result.created()
                    ? Future.succeededFuture(result)
                    : inbox.post(Message.signal(
                                    start.id(),
                                    signal.signal(),
                                    signal.payload(),
                                    signal.signalId(),
                                    start.startedBy()))
                            .map(sent -> result));
        });
    }

    /**
     * Completes when the workflow ends after this call; empty when the time is up, or when its row has to be looked at. If it is not {@link #isHere}, look at its row
     * once you have called this: it may have ended before.
     */
    public Future<Optional<WorkflowHead>> nextEnd(String id, Duration timeout) {
        return onLoop(() -> ends.listen(id, timeout));
    }

    /** Whether the workflow is durable, in memory, and its end is not: whoever listens already will hear of it. */
    public Future<Boolean> isHere(String id) {
        return onLoop(() -> {
            OwnedWorkflow workflow = residents.find(id);
            return Future.succeededFuture(workflow != null
                    && workflow.isCreated()
                    && !workflow.status().isEnd());
        });
    }

    /**
     * Sends a signal; acknowledged when it is durable. The same {@code signalId} again is the same signal.
     *
     * @param payload JSON, checked to be storable
     */
    public Future<Void> signal(String id, String signal, String payload, String signalId, String by) {
        return onLoop(() -> inbox.post(Message.signal(id, signal, payload, signalId, by)));
    }

    /** Cancels a workflow: an exception at its next await, once in a run. */
    public Future<Void> cancel(Order order) {
        return onLoop(() -> inbox.post(Message.cancel(order)));
    }

    /** Ends a workflow at once, without its code: no payload of it is read. */
    public Future<WorkflowHead> terminate(Order order) {
        return ordered(order, () -> operations.terminate(order));
    }

    /** Holds a workflow: what happens to it is written and not delivered. Pausing a paused one is fine. */
    public Future<Void> pause(Order order) {
        return ordered(order, () -> operations.pause(order));
    }

    /** Lets a paused workflow go on. */
    public Future<Void> resume(Order order) {
        return ordered(order, () -> operations.resume(order));
    }

    /** Tries at once what fails (one command of it, or all), or the whole workflow if it is stuck. */
    public Future<Void> retry(Order order, Optional<Integer> seq) {
        return ordered(order, () -> operations.retry(order, seq));
    }

    /** Completes by hand what a workflow waits for. A call that was sent is withdrawn. */
    public Future<Void> complete(Order order, int run, int seq, Outcome outcome) {
        return ordered(order, () -> operations.complete(order, run, seq, outcome));
    }

    /**
     * Takes a workflow in any state back to an entry of its present run: a new run goes on from there. Repeated, it is answered
     * with the workflow as it is by then.
     *
     * @param seed of its random values
     */
    public Future<Copied> rewind(Order order, long position, long seed) {
        return ordered(order, () -> rewinds.rewind(order, position, seed));
    }

    /** Makes a workflow, which is to be owned here, from a position of another one, which may be owned anywhere. */
    public Future<Copied> fork(NewFork fork) {
        return onLoop(
                () -> residents.owns(fork.partition()) ? forks.fork(fork) : Future.failedFuture(moved(fork.id())));
    }

    /** Cancels a child of a parent that does not want it any more, or sees to it that it never starts. */
    public Future<Void> cancelChild(String id, int partition, String parent) {
        return onLoop(() ->
                residents.owns(partition) ? orphans.cancel(id, partition, parent) : Future.failedFuture(moved(id)));
    }

    /**
     * An event was triggered, and these workflows have a row that waits for it. Those that are not in memory are read after all that
     * somebody waits for, and where very many wait already, not at all: ring again, from time to time and when there is
     * {@linkplain #roomForRings room}, for what is open.
     */
    public void ring(String key, Collection<String> waiting) {
        loop.execute(() -> {
            events.ring(key);
            waiting.forEach(residents::ring);
        });
    }

    /** Whether it is time to ring again for what is open. What was missed is told once. */
    public Future<RoomForRings> roomForRings() {
        return onLoop(() -> Future.succeededFuture(residents.roomForRings()));
    }

    /** Timers that will be due soon, read from their rows. */
    public void timersAreNear(Collection<NearTimer> near) {
        loop.execute(() -> near.forEach(
                timer -> timers.add(new TimerQueue.Timer(timer.due(), timer.workflowId(), timer.run(), timer.seq()))));
    }

    /** Brings workflows into memory, unless they are there: those that were running when a partition was taken. */
    public void load(Collection<String> ids) {
        loop.execute(() -> ids.forEach(residents::loadOnPurpose));
    }

    /** Calls that nobody wants, of which no ledger has heard yet. */
    public void withdraw(Collection<Withdrawal> unwanted) {
        loop.execute(() -> unwanted.forEach(withdrawals::begin));
    }

    /** Partitions that belong to this node now. */
    public Future<Void> take(Set<Integer> partitions) {
        return onLoop(() -> {
            residents.take(partitions);
            return Future.succeededFuture();
        });
    }

    /** Partitions that belong to another node now: what is in memory of them is dropped. */
    public Future<Void> lose(Set<Integer> partitions) {
        return onLoop(() -> {
            for (OwnedWorkflow lost : residents.lose(partitions)) {
                starts.failed(lost.id, moved(lost.id));
                inbox.lost(lost.id);
            }
            if (!partitions.isEmpty()) ends.tellAll();
            return Future.succeededFuture();
        });
    }

    /** The events that workflows in memory wait for, for the sweep. */
    public Future<Set<String>> awaitedEvents() {
        return onLoop(() -> Future.succeededFuture(events.keys()));
    }

    /** The threads of workflows whose code runs now rather than waits for an entry, for tests that step time. Called on the loop. */
    public Set<Thread> running() {
        Set<Thread> threads = new HashSet<>();
        for (OwnedWorkflow workflow : residents.awake()) {
            Execution code = workflow.code.execution();
            if (code != null && workflow.code.isBusy() && !workflow.hasEnded()) threads.add(code.thread());
        }
        return threads;
    }

    private <T> Future<T> ordered(Order order, Supplier<Future<T>> task) {
        return onLoop(() -> refusals.whileOurs(order.id(), task));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> {
            try {
                task.get().onComplete(promise::complete, promise::fail);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private void happened(EventWaits.Waiter waiter, String value) {
        conductor.happened(waiter, value);
    }

    private void timerIsDue(TimerQueue.Timer timer) {
        conductor.timerIsDue(timer);
    }

    /** Who comes into memory and leaves it. */
    private final class Comings implements Residents.Listener {
        @Override
        public HeadStart reportsOf(OwnedWorkflow workflow, boolean joins) {
            return conductor.reportsOf(workflow, joins);
        }

        @Override
        public void stuck(OwnedWorkflow workflow, Outcome.Failure why) {
            conductor.markStuck(workflow, why);
        }

        @Override
        public void arrived(OwnedWorkflow workflow) {
            inbox.arrived(workflow);
        }

        @Override
        public void notBrought(String id) {
            attendance.left(id);
            inbox.left(id);
        }

        @Override
        public void foundEnded(String id) {
            ends.lookAt(id);
        }

        @Override
        public void condemned(String id) {
            notBrought(id);
            operations.quarantine(id);
        }

        @Override
        public void notHere(String id) {
            attendance.left(id);
            inbox.lost(id);
        }

        @Override
        public void leftAsleep(OwnedWorkflow workflow, PendingCommand pending) {
            conductor.commands().leaveToRows(workflow, pending);
        }

        @Override
        public void left(OwnedWorkflow workflow, PendingCommand pending) {
            conductor.commands().forget(workflow, pending);
        }

        @Override
        public void left(OwnedWorkflow workflow) {
            flushes.remove(workflow);
            attendance.left(workflow.id);
            outlines.hasLeft(workflow.id);
            inbox.left(workflow.id);
        }
    }

    /** What becomes of flushes. */
    private final class Flushed implements FlushQueue.Listener {
        @Override
        public void committed(OwnedWorkflow workflow, Part part) {
            commits.committed(workflow, part);
        }

        @Override
        public void nothingToWrite(OwnedWorkflow workflow) {
            if (!workflow.isDropped() && workflow.code.isHeld()) residents.leaveIfIdle(workflow);
        }

        @Override
        public void stale(OwnedWorkflow workflow, String reason) {
            commits.stale(workflow, reason);
        }

        @Override
        public void refused(OwnedWorkflow workflow, String reason) {
            commits.refused(workflow, reason);
        }

        @Override
        public Future<Void> ownershipLost() {
            return ports.rereadOwnership().get();
        }
    }
}
