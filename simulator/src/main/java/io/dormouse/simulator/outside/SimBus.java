package io.dormouse.simulator.outside;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.Bus;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.owner.Withdrawal;
import io.dormouse.engine.replay.Request;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.check.Fault;
import io.dormouse.simulator.check.Promises;
import io.dormouse.simulator.check.Witness;
import io.dormouse.simulator.cluster.Cluster;
import io.dormouse.simulator.program.RandomWorkflow;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Process;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bus from one node to the services: loses, repeats, delays and reorders, in both directions. */
public final class SimBus implements Bus {
    private static final long TIMEOUT_MICROS = 3_000_000;

    private final Timeline timeline;
    private final Chance chance;
    private final Faults faults;
    private final Process process;
    private final EffectLedger ledger;
    private final Workflows workflows;
    private final Promises promises;
    private final Witness witness;
    private final Coverage coverage;
    private final Set<Bug> bugs;

    /** From a process to a ledger. */
    public SimBus(
            Timeline timeline,
            Chance chance,
            Faults faults,
            Process process,
            EffectLedger ledger,
            Workflows workflows,
            Promises promises,
            Witness witness,
            Coverage coverage,
            Set<Bug> bugs) {
        this.timeline = timeline;
        this.chance = chance;
        this.faults = faults;
        this.process = process;
        this.ledger = ledger;
        this.workflows = workflows;
        this.promises = promises;
        this.witness = witness;
        this.coverage = coverage;
        this.bugs = bugs;
    }

    @Override
    public Future<String> call(Request.ServiceCall call, String key, String actor) {
        Promise<String> answer = Promise.promise();
        String id = workflowOf(key);
        if (call.address().equals(WorkflowService.ADDRESS)) {
            send(id, answer, () -> startChild(call.body(), id, answer));
            return answer.future();
        }
        int asked = witness.executions(id);
        send(id, answer, () -> {
            EffectLedger.Operation operation = ledger.join(key, call.address(), call.action(), call.body());
            boolean other = !operation.request().equals(call.address() + ' ' + call.action() + ' ' + call.body());
            operation
                    .outcome()
                    .onSuccess(outcome -> back(id, answer, () -> {
                        boolean replaced = Bug.RESULT_GOES_TO_THE_COPY.isIn(bugs) && witness.executions(id) != asked;
                        if (!replaced) hear(answer, outcome, other);
                    }));
        });
        return answer.future();
    }

    private static void hear(Promise<String> answer, Outcome outcome, boolean otherRequest) {
        if (otherRequest) {
            answer.tryFail(new Refused(
                    new Outcome.Failure("KEY_REUSED", 409, "the key belongs to another request", false), true));
            return;
        }
        switch (outcome) {
            case Outcome.Success success -> answer.tryComplete(success.json());
            case Outcome.Failure failure -> answer.tryFail(new Refused(failure, false));
        }
    }

    private void startChild(String body, String id, Promise<String> answer) {
        String[] parts = body.split("\n", 3);
        NewWorkflow start = new NewWorkflow(
                parts[0],
                Cluster.partitionOf(parts[0]),
                RandomWorkflow.NAME,
                1,
                false,
                parts[2],
                "people",
                chance.seed(),
                Optional.of(parts[1]),
                Map.of(),
                Optional.empty());
        promises.wanted(start);
        workflows
                .ask(start.id(), owner -> owner.start(start))
                .onComplete(
                        started -> back(id, answer, () -> {
                            promises.started(start.id());
                            answer.tryComplete("{}");
                        }),
                        failure -> back(id, answer, () -> answer.tryFail(refusal(failure))));
    }

    private static Throwable refusal(Throwable failure) {
        boolean isFinal = failure instanceof ContractException refused
                && refused.failure().code() != CallFailure.UNAVAILABLE.code();
        if (!isFinal || !(failure instanceof ContractException refused)) return failure;
        return new Refused(
                new Outcome.Failure(refused.failure().name(), refused.failure().code(), refused.getMessage(), false),
                false);
    }

    @Override
    public Future<Void> cancel(Withdrawal withdrawal) {
        Promise<Void> answer = Promise.promise();
        String id = withdrawal.workflowId();
        String key = withdrawal.key();
        send(id, answer, () -> {
            if (withdrawal.service().equals(WorkflowService.ADDRESS)) {
                workflows
                        .ask(key, owner -> owner.cancelChild(key, Cluster.partitionOf(key), id))
                        .onComplete(
                                done -> back(id, answer, answer::tryComplete),
                                failure -> back(id, answer, () -> answer.tryFail(failure)));
            } else {
                ledger.cancel(key);
                back(id, answer, answer::tryComplete);
            }
        });
        return answer.future();
    }

    private void send(String id, Promise<?> answer, Runnable arrives) {
        if (faults.losesMessage()) {
            lost(id, answer);
            return;
        }
        arriveAfter(id, arrives);
        if (faults.repeatsMessage()) {
            coverage.met(Fault.MESSAGE_REPEATED, id);
            arriveAfter(id, arrives);
        }
    }

    private void arriveAfter(String id, Runnable arrives) {
        long micros = faults.messageMicros();
        if (micros > 100_000) coverage.met(Fault.MESSAGE_DELAYED, id);
        timeline.after(micros, arrives);
    }

    private void back(String id, Promise<?> answer, Runnable heard) {
        if (faults.losesMessage()) lost(id, answer);
        else process.later(faults.networkMicros(), heard);
    }

    private void lost(String id, Promise<?> answer) {
        coverage.met(Fault.MESSAGE_LOST, id);
        process.later(
                chance.upTo(TIMEOUT_MICROS),
                () -> answer.tryFail(new IllegalStateException("no answer from the service")));
    }

    /** The workflow that a key belongs to. */
    static String workflowOf(String key) {
        return key.substring(0, key.indexOf('/'));
    }
}
