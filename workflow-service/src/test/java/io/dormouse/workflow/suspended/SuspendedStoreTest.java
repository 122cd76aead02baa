package io.dormouse.workflow.suspended;

import static io.dormouse.workflow.suspended.StoreWithMaps.LATEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SuspendedStoreTest {
    private static final int LONG = 3 * LATEST;

    private final StoreWithMaps store = new StoreWithMaps();

    @AfterEach
    void close() {
        store.close();
    }

    /** As it lies in the map, but with another text in its second entry: who reads it has read the copy. */
    private void markCopy(String id) {
        JournalCopy copy = store.copy(id).orElseThrow();
        List<StoredEntry> marked = new ArrayList<>(copy.entries());
        StoredEntry second = marked.get(1);
        EntryRow row = second.row();
        marked.set(
                1,
                new StoredEntry(
                        1, second.at(), new EntryRow(row.type(), row.seq(), "of the copy", row.line(), row.body())));
        store.suspended.values.put(id, JournalBytes.encode(new JournalCopy(copy.run(), marked)));
    }

    private static boolean isOfTheCopy(Stored read) {
        return "of the copy".equals(read.journal().get(1).row().name());
    }

    @Nested
    class ALongJournal {
        @Test
        void shouldBeCopiedWhenItsWorkflowFallsAsleep() {
            store.flush(Journals.started("w", LONG));
            assertThat(store.suspended.values).isEmpty();

            store.flush(Journals.turned("w", Status.WAITING));

            store.awaitCopy("w");
            assertThat(store.copy("w").orElseThrow().entries()).isEqualTo(Journals.rows("w", LONG));
        }

        @Test
        void shouldBeReadFromItsCopyExceptForItsEnd() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            markCopy("w");

            Stored read = store.load("w");

            assertThat(isOfTheCopy(read)).isTrue();
            assertThat(read.journal()).hasSize(LONG);
            assertThat(read.journal().subList(2, LONG))
                    .isEqualTo(Journals.rows("w", LONG).subList(2, LONG));
        }

        @Test
        void shouldBeCopiedAgainOnlyWhenItHasGrownByMuch() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            int grown = LONG + LATEST / 2;
            store.flush(Journals.appended("w", LONG, grown));
            store.flush(Journals.turned("w", Status.WAITING));
            assertThat(store.suspended.asked).as("one look-up, one copy").hasValue(2);

            store.flush(Journals.appended("w", grown, grown + 1));
            store.flush(Journals.turned("w", Status.WAITING));

            store.until(() -> store.copy("w").orElseThrow().entries().size() == grown + 1);
        }

        @Test
        void shouldBeReadOfAllWhoAreAskedForAtOnce() {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add("w" + i);
                store.flush(Journals.started("w" + i, i % 2 == 0 ? LONG : 3));
            }
            store.load(ids);
            store.suspended.values.remove("w4");

            assertThat(store.load(ids))
                    .hasSize(20)
                    .allSatisfy(read -> assertThat(read.journal())
                            .isEqualTo(Journals.rows(
                                    read.head().id(), read.journal().size() > LATEST ? LONG : 3)));
        }
    }

    @Nested
    class AShortJournal {
        @Test
        void shouldNeverTroubleTheMap() {
            store.flush(Journals.started("w", LATEST));
            store.flush(Journals.turned("w", Status.WAITING));

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LATEST));
            assertThat(store.suspended.asked).hasValue(0);
        }
    }

    @Nested
    class AnOldCopy {
        @Test
        void shouldBeCompletedByWhatCameLater() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            store.flush(Journals.appended("w", LONG, LONG + LATEST / 2));
            markCopy("w");

            Stored read = store.load("w");

            assertThat(isOfTheCopy(read)).isTrue();
            assertThat(read.journal().subList(2, LONG + LATEST / 2))
                    .isEqualTo(Journals.rows("w", LONG + LATEST / 2).subList(2, LONG + LATEST / 2));
        }

        /** A node that had lost the partition published it over a newer one. */
        @Test
        void shouldBePassedOverAndReplacedWhenItEndsTooFarBack() {
            store.flush(Journals.started("w", LONG));
            store.keep("w", new JournalCopy(0, Journals.rows("w", LATEST)));
            markCopy("w");

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LONG));
            assertThat(store.copy("w").orElseThrow().entries()).hasSize(LONG);
        }

        @Test
        void shouldBePassedOverInTheNextRun() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            markCopy("w");
            store.flush(Journals.goesOn("w", LONG, LONG));

            Stored read = store.load("w");

            assertThat(read.head().run()).isEqualTo(1);
            assertThat(read.journal()).isEqualTo(Journals.rows("w", LONG));
        }

        /** A database that was restored to an earlier time has other entries at the same positions. */
        @Test
        void shouldBePassedOverWhenPostgresHasSomethingElseWhereItEnds() {
            store.flush(Journals.started("w", LONG));
            List<StoredEntry> other = new ArrayList<>(Journals.rows("w", LONG));
            StoredEntry last = other.getLast();
            other.set(LONG - 1, new StoredEntry(last.position(), last.at().plusNanos(1_000), last.row()));
            store.keep("w", new JournalCopy(0, other));
            markCopy("w");

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LONG));
        }

        @Test
        void shouldBePassedOverWhenItKnowsMoreThanPostgres() {
            store.flush(Journals.started("w", LONG));
            store.keep("w", new JournalCopy(0, Journals.rows("w", LONG + 1)));
            markCopy("w");

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LONG));
        }

        /** Code that does not fit writes STUCK, and other code takes away the rows of the old one: neither appends anything. */
        @Test
        void shouldTellNothingOfStateAndWaits() {
            store.flush(Journals.started("w", LONG));
            store.flush(Journals.waits("w", 7, "key"));
            store.flush(Journals.turned("w", Status.WAITING));
            store.awaitCopy("w");
            markCopy("w");
            assertThat(store.load("w").waits()).containsOnlyKeys(7);

            store.flush(Journals.settles("w", 7, List.of()));
            store.flush(Journals.turned("w", Status.STUCK));

            Stored read = store.load("w");
            assertThat(isOfTheCopy(read)).isTrue();
            assertThat(read.waits()).isEmpty();
            assertThat(read.head().status()).isEqualTo(Status.STUCK);
        }
    }

    @Nested
    class ACopyThatIsNotThere {
        @Test
        void shouldBeMadeAgainFromPostgres() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            store.suspended.values.clear();

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LONG));
            assertThat(store.copy("w")).isPresent();
        }

        @Test
        void shouldBeReplacedWhenItIsOfAnotherVersion() {
            store.flush(Journals.started("w", LONG));
            store.load("w");
            markCopy("w");
            store.suspended.values.computeIfPresent("w", (id, bytes) -> {
                byte[] foreign = bytes.clone();
                foreign[0] = 2;
                return foreign;
            });

            assertThat(store.load("w").journal()).isEqualTo(Journals.rows("w", LONG));
            assertThat(store.copy("w")).isPresent();
        }
    }

    @Nested
    class AMapThatDoesNotAnswer {
        @Test
        void shouldBeDoneWithout() {
            store.flush(Journals.started("w", LONG));
            for (FakeMap.Mood mood : FakeMap.Mood.values()) {
                store.suspended.mood = mood;
                store.isRested();
                assertThat(store.load("w").journal()).as("%s", mood).isEqualTo(Journals.rows("w", LONG));
            }
        }

        @Test
        void shouldBeLeftAloneForAWhile() {
            store.flush(Journals.started("w", LONG));
            store.suspended.mood = FakeMap.Mood.SILENT;
            store.load("w");
            int asked = store.suspended.asked.get();

            store.load("w");
            store.flush(Journals.turned("w", Status.WAITING));
            assertThat(store.suspended.asked).hasValue(asked);

            store.suspended.mood = FakeMap.Mood.WELL;
            store.isRested();
            store.load("w");
            assertThat(store.copy("w")).isPresent();
        }
    }
}
