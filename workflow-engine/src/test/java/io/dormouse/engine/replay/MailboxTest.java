package io.dormouse.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final long MANY = 100_000;

    private final Mailbox mailbox = new Mailbox();

    @Test
    void shouldGiveWhatWasPutInTheOrderInWhichItWasPut() {
        mailbox.put(entries(0, 1));
        mailbox.put(entries(1, 4));
        mailbox.put(List.of());
        mailbox.put(entries(4, 5));

        assertThat(positions(5)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void shouldFindNothingWhereNothingWasPut() {
        assertThat(mailbox.poll()).isNull();
        mailbox.put(List.of());
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void shouldGiveWhatComesWhileItIsReadBehindWhatItHas() {
        mailbox.put(entries(0, 2));
        assertThat(positions(1)).containsExactly(0L);

        mailbox.put(entries(2, 3));

        assertThat(positions(2)).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepWhatWasPutWhateverBecomesOfTheListThatItCameIn() {
        List<Recorded> committed = new ArrayList<>(entries(0, 2));
        mailbox.put(committed);
        committed.clear();

        assertThat(positions(2)).containsExactly(0L, 1L);
    }

    @Test
    void shouldLoseNothingBetweenAReaderThatWaitsAndAnotherThreadThatPuts() throws InterruptedException {
        Thread owner = Thread.ofPlatform().start(() -> {
            for (long next = 0; next < MANY; next += 2) mailbox.put(entries(next, next + 2));
        });

        for (long expected = 0; expected < MANY; expected++)
            assertThat(mailbox.take().position()).isEqualTo(expected);

        owner.join();
        assertThat(mailbox.poll()).isNull();
    }

    private List<Long> positions(int many) {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < many; i++) positions.add(mailbox.take().position());
        return positions;
    }

    private static List<Recorded> entries(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(position -> new Recorded(position, Instant.EPOCH, new Entry.Changed("change-" + position)))
                .toList();
    }
}
