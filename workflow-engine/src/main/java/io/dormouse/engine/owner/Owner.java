package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.journal.Text;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the workflows of some partitions: everything that happens to one of them is appended here, in one order, and nothing
 * else appends to them. All state belongs to one loop; the public methods may be called from any thread, and their futures
 * complete on the loop.
 *
 * <p>What a future answers is durable. A future that fails with {@link CallFailure#UNAVAILABLE} tells nothing: ask again.
 */
public final class Owner {
    private static final Logger log = LoggerFactory.getLogger(Owner.class);

    private final Ports ports;
    private final Loop loop;
    private final int warmLimit;

    private final Set<Integer> owned = new HashSet<>();
    private final Map<String, OwnedWorkflow> table = new HashMap<>();
    /** A stuck one stays as it is, whatever rings, until it is loaded on purpose: the code here may be another one then. */
    private final Set<String> tryIfStuck = new HashSet<>();

    private final LinkedHashMap<String, OwnedWorkflow> asleep = new LinkedHashMap<>();

    private final EndListeners ends;
    private final Inbox inbox;
    private final Terminations terminations;
    private final FlushQueue flushes;
    private final Starts starts;
    private final Loader loader;
    private final EventWaits events;
    private final TimerQueue timers;
    private final ServiceCalls calls;
    private final CommandRunner commands;
    private final Bedtime bedtime;
    private final Results results = new Results();

    /** @param warmLimit how many sleeping workflows may stay in memory */
    public Owner(Ports ports, int warmLimit) {
        this.ports = ports;
        this.loop = ports.loop();
        this.warmLimit = warmLimit;
        this.ends = new EndListeners(loop);
        this.inbox = new Inbox(ports.store(), loop, this::appendOrLoad);
        this.terminations = new Terminations(ports.store(), loop, table::get, this::adopt, this::endByForce);
        this.flushes = new FlushQueue(ports.store(), loop, ports.clock(), new Flushed());
        this.starts = new Starts(ports.store(), loop, this::create);
        this.loader = new Loader(ports.store(), loop, this::loaded);
        this.events = new EventWaits(
                ports.store(),
                loop,
                (waiter, value) ->
                        completed(waiter.workflowId(), waiter.run(), waiter.seq(), new Outcome.Success(value, null)));
        this.timers = new TimerQueue(loop, ports.clock(), this::timerIsDue);
        this.calls = new ServiceCalls(ports.bus(), loop, ports.jitter());
        LocalSteps steps = new LocalSteps(ports.stepThreads(), ports.processors(), loop, new Steps());
        this.commands = new CommandRunner(steps, calls, events, timers, results);
        this.bedtime = new Bedtime(loop, flushes, events, this::keepWarm);
    }

    /** Starts a workflow, or finds that the same start was there before. */
    public Future<StartResult> start(NewWorkflow start) {
        return onLoop(
                () -> owned.contains(start.partition()) ? starts.start(start) : Future.failedFuture(moved(start.id())));
    }

    /**
     * Completes when the workflow ends after this call; empty when the time is up. Look at its row once you have called this:
     * it may have ended before.
     */
    public Future<Optional<WorkflowHead>> nextEnd(String id, Duration timeout) {
        return onLoop(() -> ends.listen(id, timeout));
    }

    /**
     * Sends a signal; acknowledged when it is durable. The same {@code signalId} again is the same signal.
     *
     * @param payload JSON, checked to be storable
     */
    public Future<Void> signal(String id, String signal, String payload, String signalId, String by) {
        return onLoop(() -> inbox.post(Message.signal(id, signal, payload, signalId, by)));
    }

    /** Cancels a workflow: an exception at its next await. Acknowledged when it is durable. */
    public Future<Void> cancel(String id, String by, String reason) {
        return onLoop(() -> inbox.post(Message.cancel(id, by, reason)));
    }

    /** Ends a workflow at once, without its code: no payload of it is read. Durable when the future succeeds. */
    public Future<WorkflowHead> terminate(String id, String by, String reason) {
        return onLoop(() -> terminations.terminate(id, by, reason));
    }

    /** An event was triggered, and these workflows have a row that waits for it. */
    public void ring(String key, Collection<String> waiting) {
        loop.execute(() -> {
            events.ring(key);
            waiting.forEach(this::wake);
        });
    }

    /** Timers that will be due soon, read from their rows. */
    public void timersAreNear(Collection<NearTimer> near) {
        loop.execute(() -> near.forEach(
                timer -> timers.add(new TimerQueue.Timer(timer.due(), timer.workflowId(), timer.run(), timer.seq()))));
    }

    /** Brings workflows into memory, unless they are there: those that were running when a partition was taken. */
    public void load(Collection<String> ids) {
        loop.execute(() -> ids.forEach(id -> {
            if (table.containsKey(id)) return;
            tryIfStuck.add(id);
            wake(id);
        }));
    }

    /** Calls that nobody wants, of which no ledger has heard yet. */
    public void withdraw(Collection<Withdrawal> withdrawals) {
        loop.execute(() -> withdrawals.forEach(this::withdraw));
    }

    /** Partitions that belong to this node now. */
    public Future<Void> take(Set<Integer> partitions) {
        return onLoop(() -> {
            owned.addAll(partitions);
            return Future.succeededFuture();
        });
    }

    /** Partitions that belong to another node now: what is in memory of them is dropped. */
    public Future<Void> lose(Set<Integer> partitions) {
        return onLoop(() -> {
            owned.removeAll(partitions);
            loader.forgetWhatIsUnderWay();
            List.copyOf(table.values()).stream()
                    .filter(workflow -> partitions.contains(workflow.partition))
                    .forEach(workflow -> {
                        drop(workflow);
                        starts.failed(workflow.id, moved(workflow.id));
                        inbox.gone(workflow.id, false);
                    });
            return Future.succeededFuture();
        });
    }

    /** The events that workflows in memory wait for, for the sweep. */
    public Future<Set<String>> awaitedEvents() {
        return onLoop(() -> Future.succeededFuture(events.keys()));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> task.get().onComplete(promise::complete, promise::fail));
        return promise.future();
    }

    private static RuntimeException moved(String id) {
        return CallFailure.UNAVAILABLE.exception(
                "the workflow %s belongs to another node now; ask again".formatted(id));
    }

    // ---- into memory

    private void create(NewWorkflow start) {
        if (!owned.contains(start.partition())) {
            starts.failed(start.id(), moved(start.id()));
            return;
        }
        Entry.Started started = new Entry.Started(
                start.name(),
                start.version(),
                start.input(),
                start.startedBy(),
                new Origin(start.seed(), start.id(), 0));
        OwnedWorkflow workflow = new OwnedWorkflow(
                start.id(), start.partition(), started, ports.clock().now());
        table.put(workflow.id, workflow);
        flushes.add(workflow);
    }

    private void wake(String id) {
        if (!table.containsKey(id)) loader.load(id);
    }

    private void loaded(Loader.Loaded found) {
        OwnedWorkflow workflow = found.workflow();
        if (!owned.contains(workflow.partition) || table.containsKey(workflow.id)) return;
        boolean onPurpose = tryIfStuck.remove(workflow.id);
        boolean mayRun = workflow.status() != Status.STUCK || onPurpose;
        if (!mayRun || workflow.status().isEnd() || workflow.status() == Status.PAUSED) return;
        table.put(workflow.id, workflow);
        found.unreadable()
                .ifPresentOrElse(
                        why -> markStuck(workflow, new Outcome.Failure("ENTRY_UNREADABLE", 0, why, false)),
                        () -> run(workflow, found.journal()));
        inbox.loaded(workflow.id);
    }

    private boolean appendOrLoad(Message message) {
        OwnedWorkflow workflow = table.get(message.key().workflowId());
        if (workflow == null) {
            wake(message.key().workflowId());
            return false;
        }
        if (workflow.hasEnded()) return false;
        workflow.append(message.entry(), message.audit());
        flushes.add(workflow);
        return true;
    }

    /** Takes an outline into memory, so that it can be ended; whatever else comes for it finds it there. */
    private void adopt(OwnedWorkflow outline) {
        if (owned.contains(outline.partition)) table.putIfAbsent(outline.id, outline);
    }

    private void endByForce(OwnedWorkflow workflow, Outcome.Failure why, Part.AuditRow audit) {
        workflow.terminate(why, audit);
        flushes.add(workflow);
    }

    private void run(OwnedWorkflow workflow, List<Recorded> journal) {
        Entry.Started started = workflow.started;
        Optional<Definition> definition = ports.definitions().find(started.name(), started.version());
        if (definition.isEmpty()) {
            markStuck(
                    workflow,
                    new Outcome.Failure(
                            "CODE_MISSING",
                            0,
                            "there is no workflow %s version %d on this node; put its jar into the folder of --workflows and restart"
                                    .formatted(started.name(), started.version()),
                            false));
            return;
        }
        Execution execution = new Execution(
                definition.get(),
                journal,
                ports.services(),
                (from, report) -> loop.execute(() -> reported(workflow, report)),
                ports.workflowThreads());
        workflow.execution = execution;
        execution.start();
    }

    // ---- what the code says

    private void reported(OwnedWorkflow workflow, Report report) {
        if (workflow.isDropped() || workflow.hasEnded()) return;
        try {
            act(workflow, report);
        } catch (RuntimeException e) {
            log.error("workflow {} asks for what cannot be begun", workflow.id, e);
            markStuck(
                    workflow,
                    new Outcome.Failure(
                            "CANNOT_GO_ON",
                            0,
                            Text.storable("the service failed at what the workflow asks for: " + e),
                            false));
        }
    }

    private void act(OwnedWorkflow workflow, Report report) {
        switch (report) {
            case Report.Parked parked -> parked(workflow, parked);
            case Report.Ended ended -> {
                ended.unwanted().forEach(command -> giveUp(workflow, command));
                workflow.end(ended.outcome(), endOf(ended));
                flushes.add(workflow);
            }
            case Report.Stuck stuck -> markStuck(workflow, stuck.why());
        }
    }

    private static Status endOf(Report.Ended ended) {
        if (ended.outcome() instanceof Outcome.Success) return Status.COMPLETED;
        return ended.byCancellation() ? Status.CANCELLED : Status.FAILED;
    }

    private void giveUp(OwnedWorkflow workflow, Command command) {
        PendingCommand pending = workflow.pending.find(command.seq());
        if (pending != null) commands.forget(workflow, pending);
        workflow.giveUp(command);
    }

    private void parked(OwnedWorkflow workflow, Report.Parked parked) {
        workflow.park(parked);
        parked.unwanted().forEach(command -> giveUp(workflow, command));
        if (workflow.hasGivenUp()) flushes.add(workflow);
        if (workflow.status() == Status.STUCK) flushes.add(workflow);
        for (Command command : parked.given()) {
            if (commands.begin(workflow, command)) flushes.add(workflow);
        }
        if (workflow.settleRowsOfOtherCode()) flushes.add(workflow);
        bedtime.watch(workflow);
    }

    private void markStuck(OwnedWorkflow workflow, Outcome.Failure why) {
        log.warn("workflow {} is stuck: {}", workflow.id, why.message());
        workflow.getStuck(why);
        flushes.add(workflow);
    }

    // ---- what comes back from outside

    private void completed(String id, int run, int seq, Outcome outcome) {
        OwnedWorkflow workflow = find(id, run);
        if (workflow == null) return;
        PendingCommand pending = workflow.pending.find(seq);
        if (pending == null || !workflow.complete(seq, outcome)) return;
        commands.forget(workflow, pending);
        flushes.add(workflow);
    }

    private final class Steps implements LocalSteps.Listener {
        /** A copy that is being read, or is still replaying, will come to the command and ask for its outcome. */
        @Override
        public boolean keepFor(LocalSteps.StepId step, Outcome outcome) {
            completed(step.workflowId(), step.run(), step.seq(), outcome);
            return isBeingRead(step);
        }

        @Override
        public void troubled(LocalSteps.StepId step, String trouble) {
            results.troubled(step.workflowId(), step.run(), step.seq(), trouble);
        }

        @Override
        public boolean isWanted(LocalSteps.StepId step) {
            return isBeingRead(step) || results.isPending(step.workflowId(), step.run(), step.seq());
        }

        private boolean isBeingRead(LocalSteps.StepId step) {
            OwnedWorkflow workflow = find(step.workflowId(), step.run());
            return loader.isLoading(step.workflowId())
                    || (workflow != null && workflow.presentWait() == null && !workflow.hasEnded());
        }
    }

    /** Code that has changed under a sleeper may have something else at that number by now, or a later time. */
    private void timerIsDue(TimerQueue.Timer timer) {
        OwnedWorkflow workflow = table.get(timer.workflowId());
        if (workflow == null) {
            wake(timer.workflowId());
            return;
        }
        PendingCommand pending = workflow.pending.find(timer.seq());
        if (pending != null && pending.isTimerDueBy(timer.due()))
            completed(timer.workflowId(), timer.run(), timer.seq(), Outcome.NOTHING);
    }

    private @Nullable OwnedWorkflow find(String id, int run) {
        OwnedWorkflow workflow = table.get(id);
        return workflow == null || workflow.run != run ? null : workflow;
    }

    private final class Results implements CommandRunner.Results {
        @Override
        public void completed(String workflowId, int run, int seq, Outcome outcome) {
            Owner.this.completed(workflowId, run, seq, outcome);
        }

        @Override
        public void acknowledged(String workflowId, int run, int seq) {
            OwnedWorkflow workflow = find(workflowId, run);
            PendingCommand pending = workflow == null ? null : workflow.pending.find(seq);
            if (workflow == null || pending == null) return;
            commands.sleepOnEvent(workflow, pending);
            bedtime.watch(workflow);
        }

        @Override
        public void stuck(String workflowId, int run, int seq, Outcome.Failure why) {
            OwnedWorkflow workflow = find(workflowId, run);
            if (workflow != null && workflow.pending.find(seq) != null) markStuck(workflow, why);
        }

        @Override
        public void troubled(String workflowId, int run, int seq, String trouble) {
            OwnedWorkflow workflow = find(workflowId, run);
            PendingCommand pending = workflow == null ? null : workflow.pending.find(seq);
            if (workflow == null || pending == null) return;
            pending.trouble = Text.storable(trouble);
            workflow.showProgress();
            flushes.add(workflow);
        }

        @Override
        public boolean isPending(String workflowId, int run, int seq) {
            OwnedWorkflow workflow = find(workflowId, run);
            return workflow != null && workflow.pending.find(seq) != null;
        }
    }

    // ---- what was written

    private final class Flushed implements FlushQueue.Listener {
        @Override
        public void committed(OwnedWorkflow workflow, Part part) {
            boolean rowsWritten = !part.timers().isEmpty() || !part.waiters().isEmpty();
            workflow.committed(part);
            for (Recorded recorded : part.entries()) applied(workflow, recorded);
            part.cancellations()
                    .forEach(row -> withdraw(new Withdrawal(
                            workflow.id, workflow.partition, workflow.run, row.seq(), row.service(), row.key())));
            if (workflow.status().isEnd()) ended(workflow);
            else if (workflow.status() == Status.STUCK) drop(workflow);
            else if (rowsWritten) bedtime.rowsAreWritten(workflow);
            else if (workflow.isAsleep()) keepWarm(workflow);
        }

        @Override
        public void stale(OwnedWorkflow workflow, String reason) {
            log.info("workflow {} is read again: {}", workflow.id, reason);
            drop(workflow);
            inbox.gone(workflow.id, false);
            if (!workflow.isCreated()) {
                starts.failed(
                        workflow.id,
                        CallFailure.UNAVAILABLE.exception(
                                "it is not known whether %s was started (%s); start it again with the same id"
                                        .formatted(workflow.id, reason)));
            }
            loader.load(workflow.id);
        }

        @Override
        public void refused(OwnedWorkflow workflow, String reason) {
            drop(workflow);
            if (!workflow.isCreated()) {
                starts.failed(
                        workflow.id,
                        CallFailure.INVALID_REQUEST.exception("the database refuses this start: " + reason));
                return;
            }
            loader.loadAsStuck(workflow.id, "the database refuses what the workflow wants to write: " + reason);
        }

        @Override
        public Future<Void> ownershipLost() {
            return ports.rereadOwnership().get();
        }
    }

    private void applied(OwnedWorkflow workflow, Recorded recorded) {
        switch (recorded.entry()) {
            case Entry.Started started -> {
                starts.started(workflow.head());
                run(workflow, List.of(recorded));
            }
            case Entry.Called called -> commands.noted(workflow, called.seq());
            case Entry.Completed completed -> {
                asleep.remove(workflow.id);
                workflow.deliver(recorded);
            }
            case Entry.Signalled signalled -> arrived(workflow, recorded);
            case Entry.Cancelled cancelled -> arrived(workflow, recorded);
            case Entry.Finished finished -> {}
        }
    }

    private void arrived(OwnedWorkflow workflow, Recorded message) {
        asleep.remove(workflow.id);
        workflow.deliver(message);
        inbox.committed(workflow.id, message.entry());
    }

    private void ended(OwnedWorkflow workflow) {
        drop(workflow);
        inbox.gone(workflow.id, true);
        terminations.ended(workflow.head());
        ends.ended(workflow.head());
    }

    /** It sleeps; the one that has slept longest makes room. Dropping it unwinds nothing: its thread is garbage where it waits. */
    private void keepWarm(OwnedWorkflow workflow) {
        asleep.put(workflow.id, workflow);
        while (asleep.size() > warmLimit) {
            OwnedWorkflow oldest = asleep.firstEntry().getValue();
            asleep.pollFirstEntry();
            if (!oldest.isBeingWritten()) drop(oldest, commands::leaveToRows);
        }
    }

    private void drop(OwnedWorkflow workflow) {
        drop(workflow, commands::forget);
    }

    private void drop(OwnedWorkflow workflow, BiConsumer<OwnedWorkflow, PendingCommand> leave) {
        workflow.drop();
        table.remove(workflow.id, workflow);
        asleep.remove(workflow.id, workflow);
        flushes.remove(workflow);
        workflow.pending.forEach(pending -> leave.accept(workflow, pending));
    }

    private void withdraw(Withdrawal withdrawal) {
        calls.withdraw(
                withdrawal,
                () -> owned.contains(withdrawal.partition()),
                () -> ports.store().forget(withdrawal.workflowId(), withdrawal.run(), withdrawal.seq()));
    }
}
