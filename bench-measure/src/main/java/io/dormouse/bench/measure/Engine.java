package io.dormouse.bench.measure;

import java.util.concurrent.CompletionStage;

/** What is measured: something that runs workflows of ten durable local steps, where step {@code i} returns {@code i}. */
public interface Engine {
    int STEPS = 10;

    /** What ten steps come to; anything else is a wrong result. */
    int SUM = 45;

    /**
     * Starts a new workflow; called from one thread, often, before the first has ended. The stage completes with the sum of its
     * steps when every step and the end are durable and the caller has been told.
     */
    CompletionStage<Integer> run();
}
