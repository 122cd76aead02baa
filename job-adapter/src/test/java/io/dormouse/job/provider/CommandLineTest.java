package io.dormouse.job.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.job.JobException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @Test
    void shouldJoinItsWordsByOneSpace() {
        assertThat(new CommandLine(List.of("deploy", "1.0", "web1~2.3/1/4"))).hasToString("deploy 1.0 web1~2.3/1/4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\tb",
                "a\nb",
                "a\0b",
                "a;b",
                "a&b",
                "a|b",
                "a>b",
                "a<b",
                "$a",
                "`a`",
                "a'b",
                "a\"b",
                "a\\b",
                "a*b",
                "a?b",
                "[a]",
                "{a}",
                "(a)",
                "a#b",
                "!a",
                "a=b",
                "a,b",
                "a%b",
                "a^b",
                "-rf",
                "~root",
                "ä",
                "a\u00a0b",
                "a\u202eb"
            })
    void shouldRefuseAWordThatAShellOrAProgramCouldReadAsMore(String word) {
        assertThatThrownBy(() -> new CommandLine(List.of("deploy", word)))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("cannot be a word");
    }

    @Test
    void shouldRefuseAWordThatIsTooLong() {
        assertThat(new CommandLine(List.of("a".repeat(300))).toString()).hasSize(300);
        assertThatThrownBy(() -> new CommandLine(List.of("a".repeat(301)))).isInstanceOf(JobException.class);
    }

    @Test
    void shouldNeedAWord() {
        assertThatThrownBy(() -> new CommandLine(List.of())).isInstanceOf(JobException.class);
    }
}
