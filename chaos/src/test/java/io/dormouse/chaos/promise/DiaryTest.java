package io.dormouse.chaos.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiaryTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TempDir
    Path folder = Path.of("");

    @Test
    void shouldTellWhatWasAskedBeforeAnybodyHasAnswered() {
        try (Diary diary = Diary.of(folder, "c001")) {
            Wish asked = diary.asks(wish("a"));
            assertThat(Diaries.read(folder)).containsExactly(asked);
            assertThat(asked.answer()).isEmpty();
        }
    }

    @Test
    void shouldTellTheAnswerWithItsQuestionWhoeverWasAnsweredFirst() {
        try (Diary diary = Diary.of(folder, "c001")) {
            Wish first = diary.asks(wish("a"));
            Wish second = diary.asks(wish("b"));
            Answer good = new Answer(201, JSON.objectNode().put("status", "RUNNING"), Instant.now(), 3);
            Answer bad = new Answer(409, JSON.objectNode().put("code", "ALREADY_STARTED"), Instant.now(), 1);
            second = diary.isAnswered(second, good);
            first = diary.isAnswered(first, bad);

            assertThat(Diaries.read(folder)).containsExactly(first, second);
            assertThat(second.isAcknowledged()).isTrue();
            assertThat(first.isRefused()).isTrue();
            assertThat(bad.code()).isEqualTo("ALREADY_STARTED");
        }
    }

    @Test
    void shouldKeepTheClientsApart() {
        try (Diary one = Diary.of(folder, "c001");
                Diary other = Diary.of(folder, "c002")) {
            other.asks(wish("b"));
            one.asks(wish("a"));
        }
        List<Wish> all = Diaries.read(folder);
        assertThat(all).extracting(Wish::client).containsExactly("c001", "c002");
        assertThat(all).extracting(Wish::number).containsExactly(1L, 1L);
    }

    private static Wish wish(String target) {
        return new Wish(
                "",
                0,
                Deed.SIGNAL,
                "alice",
                target,
                "letter",
                "",
                target + "-1",
                JSON.textNode("hello"),
                Instant.EPOCH,
                Optional.empty());
    }
}
