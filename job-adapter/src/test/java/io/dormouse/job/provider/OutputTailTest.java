package io.dormouse.job.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputTailTest {
    private final OutputTail tail = new OutputTail();

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.write(bytes, 0, bytes.length);
    }

    @Test
    void shouldBeEmptyBeforeAnythingIsPrinted() {
        assertThat(tail.text()).isEmpty();
    }

    @Test
    void shouldKeepAllOfALittle() {
        print("one ");
        tail.write('2');

        assertThat(tail.text()).isEqualTo("one 2");
    }

    @Test
    void shouldKeepTheSameEndInWhateverPiecesItComes() {
        StringBuilder all = new StringBuilder();
        Random random = new Random(7);
        while (all.length() < 700_000) {
            String piece = (all.length() + ",").repeat(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 200));
            print(piece);
            all.append(piece);
        }

        assertThat(tail.text()).isEqualTo(all.substring(all.length() - OutputTail.LIMIT));
    }

    @Test
    void shouldKeepTheEndOfOneHugePiece() {
        print("a".repeat(1_000_000) + "b".repeat(OutputTail.LIMIT));

        assertThat(tail.text()).isEqualTo("b".repeat(OutputTail.LIMIT));
    }

    @Test
    void shouldBeginWithAWholeCharacter() {
        print("x" + "€".repeat(OutputTail.LIMIT));

        assertThat(tail.text()).isEqualTo("€".repeat(OutputTail.LIMIT / 3));
    }

    @Test
    void shouldStayWithinTheLimitWhenItReplacesWhatIsNoText() {
        for (int number = 0; number < OutputTail.LIMIT; number++) tail.write(0xff);

        assertThat(tail.text()).isEqualTo("\uFFFD".repeat(OutputTail.LIMIT / 3));
    }

    @Test
    void shouldHoldNoNulAndNoHalfCharacter() {
        byte[] bytes = {'a', 0, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'z'};
        tail.write(bytes, 0, bytes.length);

        assertThat(tail.text())
                .startsWith("a\uFFFD")
                .endsWith("z")
                .doesNotContain("\0")
                .matches(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000));
    }

    @Test
    void shouldTellTheEndInASentence() {
        print("\nfirst line\nlast line\n");

        assertThat(tail.end(100)).isEqualTo("first line\nlast line");
        assertThat(tail.end(4)).isEqualTo("…line");
    }

    @Test
    void shouldNotCutACharacterInASentence() {
        print("😀😀");

        assertThat(tail.end(3)).isEqualTo("…😀");
    }
}
