package io.dormouse.workflow.suspended;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Stored.StoredEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalBytesTest {
    private final JournalCopy copy = new JournalCopy(3, Journals.rows("w", 20));

    @Test
    void shouldGiveBackWhatWasWritten() {
        List<StoredEntry> rows = new ArrayList<>(copy.entries());
        rows.add(new StoredEntry(
                20, Journals.NOW, new EntryRow((short) 7, null, null, null, "{\"ß\":\"\uD83D\uDC2D\"}")));
        JournalCopy odd = new JournalCopy(0, rows);

        assertThat(JournalBytes.decode(JournalBytes.encode(copy))).contains(copy);
        assertThat(JournalBytes.decode(JournalBytes.encode(odd))).contains(odd);
    }

    @Test
    void shouldTakeAnotherVersionOfTheFormatForNothing() {
        byte[] bytes = JournalBytes.encode(copy);
        bytes[0]++;

        assertThat(JournalBytes.decode(bytes)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsDamagedForNothing() {
        byte[] bytes = JournalBytes.encode(copy);

        for (int damaged = 0; damaged < bytes.length; damaged++) {
            byte[] wrong = bytes.clone();
            wrong[damaged] ^= 0x10;
            assertThat(JournalBytes.decode(wrong)).as("byte %d", damaged).isEmpty();
        }
    }

    @Test
    void shouldTakeWhatIsCutOffForNothing() {
        byte[] bytes = JournalBytes.encode(copy);

        for (int length = 0; length < bytes.length; length++)
            assertThat(JournalBytes.decode(Arrays.copyOf(bytes, length))).isEmpty();
    }

    @Test
    void shouldNotTakeTheMiddleOfAJournalForItsBeginning() {
        assertThat(JournalCopy.of(0, copy.entries().subList(1, 5))).isEmpty();
        assertThat(JournalCopy.of(0, List.of())).isEmpty();
    }
}
