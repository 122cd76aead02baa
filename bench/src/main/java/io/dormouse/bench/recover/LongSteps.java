package io.dormouse.bench.recover;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.BitSet;

/** The long steps that this process has begun. A workflow runs again, after a crash, when its code has come as far as beginning its own. */
final class LongSteps {
    static final int RESULT = 1;

    private static final Promise<Integer> END = Promise.promise();
    private static final Promise<Void> ALL = Promise.promise();
    private static final BitSet BEGUN = new BitSet();
    private static int expected = Integer.MAX_VALUE;

    private LongSteps() {}

    /** Called by the step itself, once a life, on a thread of its own. */
    static synchronized Future<Integer> begin(int number) {
        if (BEGUN.get(number)) throw new IllegalStateException("the long step of " + number + " was begun twice");
        BEGUN.set(number);
        if (BEGUN.cardinality() == expected) ALL.complete();
        return END.future();
    }

    /** Complete when so many different ones were begun in this process. */
    static synchronized Future<Void> begun(int workflows) {
        expected = workflows;
        if (BEGUN.cardinality() == expected) ALL.tryComplete();
        return ALL.future();
    }

    /** Lets all of them end. */
    static void end() {
        END.complete(RESULT);
    }
}
