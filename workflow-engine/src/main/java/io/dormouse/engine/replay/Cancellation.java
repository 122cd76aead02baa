package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.flow.CancelledException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run is cancelled once: what it does about that must not be cut short by the next one who does not like to wait. */
final class Cancellation {
    private Entry.@Nullable Cancelled unheard;
    private boolean deaf;

    void arrive(Entry.Cancelled cancelled) {
        if (!deaf) unheard = cancelled;
        deaf = true;
    }

    /** The run cannot be cancelled any more. */
    void ignore() {
        deaf = true;
    }

    boolean isIgnored() {
        return deaf;
    }

    /** Once, by the await that is under way. */
    void throwIfUnheard() {
        Entry.Cancelled thrown = unheard;
        if (thrown == null) return;
        unheard = null;
        throw new CancelledException(thrown.by(), thrown.reason());
    }

    /** One that no await has thrown. */
    Optional<Entry.Cancelled> unheard() {
        return Optional.ofNullable(unheard);
    }
}
