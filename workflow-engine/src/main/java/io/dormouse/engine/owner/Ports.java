package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Services;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What an owner needs from outside.
 *
 * @param workflowThreads makes the threads of workflows, which should be virtual
 * @param stepThreads runs local steps that do not compute
 * @param processors runs steps that compute, on as many platform threads as there are processors
 * @param jitter spreads what is tried again
 * @param admission which workflows may be read into memory, and when
 * @param announced told of the keys of events that a flush of this owner triggered: whoever waits for them is to be rung
 * @param rereadOwnership reads again which partitions are ours, and has told the owner when it is complete
 */
public record Ports(
        WorkflowStore store,
        Loop loop,
        StoreClock clock,
        Definitions definitions,
        Services services,
        Bus bus,
        ThreadFactory workflowThreads,
        StepThreads stepThreads,
        Executor processors,
        RandomGenerator jitter,
        Admission admission,
        Consumer<Set<String>> announced,
        Supplier<Future<Void>> rereadOwnership) {}
