package io.dormouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void shouldHaveAllOfARoundAtOnce() throws Exception {
        List<CompletableFuture<Integer>> started = new ArrayList<>();
        Engine endsWithTheLastOfEight = () -> {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            started.add(end);
            if (started.size() % 8 == 0) started.forEach(each -> each.complete(Engine.SUM));
            return end;
        };

        StepRate rate = new Rounds(endsWithTheLastOfEight).steps(8, 2);

        assertThat(rate.atOnce()).isEqualTo(8);
        assertThat(started).hasSize((3 + 2) * 8);
    }

    @Test
    void shouldRefuseAWrongResult() {
        Engine wrong = () -> CompletableFuture.completedFuture(44);

        assertThatThrownBy(() -> new Rounds(wrong).steps(1, 1)).hasMessageContaining("44 instead of 45");
        assertThatThrownBy(() -> new Rounds(wrong).latency(1)).hasMessageContaining("44 instead of 45");
    }
}
