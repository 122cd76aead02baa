package io.dormouse.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerProcessTest {
    @Test
    void shouldHandBackWhatItPrinted() throws Exception {
        PeerProcess.Ended ended = play(List.of("0", "figures"));

        assertThat(ended.status()).isZero();
        assertThat(ended.output()).isEqualTo("figures\n");
    }

    @Test
    void shouldGiveItsLastWordsAsReason() throws Exception {
        PeerProcess.Ended ended = play(List.of("3", "figures"));

        assertThat(ended.reason()).isEqualTo("its program ended with 3: npm is missing");
    }

    private static PeerProcess.Ended play(List<String> words) throws Exception {
        return PeerProcess.run(
                System.getProperty("java.class.path"),
                Player.class.getName(),
                words,
                Map.of("LAST_WORDS", "npm is missing"));
    }
}
