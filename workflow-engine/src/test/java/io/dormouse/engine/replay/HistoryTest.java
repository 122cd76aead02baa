package io.dormouse.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Recorded> journal = List.of(
            recorded(0, new Entry.Started("story", 1, "{}", "anna", new Origin(1, "story-1", 0))),
            recorded(1, new Entry.Completed(0, Kind.RUN, "step", "Story.java:7", Outcome.NOTHING, Optional.empty())),
            recorded(2, new Entry.Withdrawn(1, "story-1/0/1")));

    @Test
    void shouldForgetWhatAReplayWasHeldAgainstWhenItIsOver() {
        History history = History.of(journal);
        Past past = Past.of(journal, history);
        assertThat(history.firstMissing(0)).contains(0);

        Past after = past.leave();

        assertThat(history.firstMissing(0)).isEmpty();
        assertThat(after.hasNext()).isFalse();
        assertThat(after.history()).isNull();
    }

    @Test
    void shouldKnowWhatWasWithdrawnAfterTheReplayToo() {
        History history = History.of(journal);

        Past.of(journal, history).leave();

        assertThat(history.isWithdrawn("story-1/0/1")).isTrue();
        assertThat(history.isWithdrawn("story-1/0/2")).isFalse();
    }

    private static Recorded recorded(long position, Entry entry) {
        return new Recorded(position, THEN, entry);
    }
}
