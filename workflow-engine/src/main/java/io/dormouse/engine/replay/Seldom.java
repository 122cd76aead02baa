package io.dormouse.engine.replay;

import org.jspecify.annotations.Nullable;

/** What few runs come to have: one is made for those alone, since hundreds of thousands may wait in memory. */
final class Seldom {
    /** Stands where there is none, for all runs that have nothing of it. To be read only. */
    static final Seldom NOTHING = new Seldom();

    final Changes changes = new Changes();
    final Sagas sagas = new Sagas();
    final Cancellation cancellation = new Cancellation();

    /** Why it goes no further. */
    @Nullable
    StuckError stuck;

    /** What the run that goes on in its place begins with. */
    @Nullable
    String nextInput;
}
