package io.dormouse.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Misfit;
import io.dormouse.contracts.workflow.FirstSignal;
import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.ForkedWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.NewFork;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.UnstorableValueException;
import io.dormouse.engine.replay.Values;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes workflows: from an input, or from a position of another one. Asked at the owner of the new id. */
final class NewWorkflows {
    private final DefinitionCatalog definitions;
    private final NodeLife life;
    private final Lanes lanes;
    private final RandomGenerator seeds;

    NewWorkflows(DefinitionCatalog definitions, NodeLife life, Lanes lanes, RandomGenerator seeds) {
        this.definitions = definitions;
        this.life = life;
        this.lanes = lanes;
        this.seeds = seeds;
    }

    /** The id that a start is about. */
    static String idOf(StartWorkflow request, Call call) {
        return request.parent().isPresent() ? WorkflowIds.ofChild(request.id()) : WorkflowIds.ofNew(request.id(), call);
    }

    Future<Started> start(StartWorkflow request, Call call) {
        Optional<Definition> definition = find(request);
        return definition.isPresent() ? start(request, call, definition.get()) : notHere(request);
    }

    private Future<Started> start(StartWorkflow request, Call call, Definition definition) {
        Optional<String> parent = request.parent().map(WorkflowIds::existing);
        String id = idOf(request, call);
        NewWorkflow start = new NewWorkflow(
                id,
                Partitions.of(id),
                definition.name(),
                definition.version(),
                request.version().isEmpty(),
                canonicalInput(definition, request.input()),
                call.actor(),
                seeds.nextLong(),
                parent,
                Wishes.tags(request.tags()),
                request.signal().map(signal -> signal(signal, call)));
        return life.needs()
                .note(start.partition(), start.name(), start.version())
                .compose(noted -> lanes.of(id).start(start))
                .map(result -> new Started(Views.of(result.workflow()), result.created()));
    }

    private static Entry.Signalled signal(FirstSignal signal, Call call) {
        return new Entry.Signalled(
                WorkflowIds.signal(signal.name()),
                Wishes.payload("the signal's payload", signal.payload()),
                WorkflowIds.signalId(signal.signalId(), call));
    }

    private Optional<Definition> find(StartWorkflow request) {
        return request.version().isPresent()
                ? definitions.find(request.name(), request.version().get())
                : definitions.highest(request.name());
    }

    /** While nodes are replaced one after the other, the owner of the id may have older code than others. */
    private <T> Future<T> notHere(StartWorkflow request) {
        String wanted = request.name()
                + request.version().map(version -> " version " + version).orElse("");
        String prefix =
                request.name() + "/" + request.version().map(String::valueOf).orElse("");
        return life.standing().compose(standing -> {
            boolean elsewhere = standing.nodes().values().stream()
                    .anyMatch(node -> node.definitions().stream()
                            .anyMatch(definition -> request.version().isPresent()
                                    ? definition.equals(prefix)
                                    : definition.startsWith(prefix)));
            return Future.failedFuture(
                    elsewhere
                            ? CallFailure.UNAVAILABLE.exception(
                                    "the node that owns this id does not have %s yet; others do, so ask again"
                                            .formatted(wanted))
                            : WorkflowFailure.DEFINITION_UNKNOWN.exception(
                                    "there is no workflow %s here; these can be started: %s"
                                            .formatted(wanted, String.join(", ", definitions.names()))));
        });
    }

    /** Decoded and encoded again, so that two inputs that mean the same are the same text. */
    private static String canonicalInput(Definition definition, Object input) {
        String json = Wishes.payload("the input", input);
        try {
            return Values.write("the input", Values.readInput(json, definition.input()));
        } catch (JsonProcessingException | UnstorableValueException e) {
            throw WorkflowFailure.INPUT_INVALID.exception(
                    "the input does not fit %s version %d: %s; nothing was started"
                            .formatted(definition.name(), definition.version(), Misfit.sentence(e)));
        }
    }

    /** The id that a fork is about: the new one. */
    static String idOf(ForkWorkflow request, Call call) {
        return WorkflowIds.ofNew(request.forkId(), call);
    }

    Future<ForkedWorkflow> fork(ForkWorkflow request, Call call) {
        call.requiredKey();
        String id = idOf(request, call);
        NewFork fork = new NewFork(
                WorkflowIds.existing(request.id()),
                request.run(),
                Wishes.position(request.position()),
                id,
                Partitions.of(id),
                seeds.nextLong(),
                call.actor(),
                Wishes.reason(request.reason()));
        return lanes.of(id)
                .fork(fork)
                .map(copied -> new ForkedWorkflow(
                        Views.of(copied.workflow()), copied.created(), Views.redone(copied.redone())));
    }
}
