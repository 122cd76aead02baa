package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest extends ShellTest {
    private static final String PATH = "GET /api/v1/workflows/w1/journal?";

    @Test
    void shouldListEveryEntryWithItsPosition() {
        api.on(
                PATH + "limit=1000",
                200,
                Recorded.page(
                        entry(0, "Started", "null", "null", "\"input\":{\"model\":\"B6\"}"),
                        entry(1, "Called", "1", "\"create\"", "\"kind\":\"call\",\"key\":\"w1/0/1\""),
                        entry(2, "Completed", "1", "\"create\"", "\"outcome\":{\"success\":{\"id\":\"srv-1\"}}")));

        assertThat(shell.run("journal", "w1").lines())
                .containsExactly(
                        "POSITION  TYPE       SEQ  NAME    SAYS            TIME                 LINE",
                        "0         Started                 {\"model\":\"B6\"}  2026-02-03 04:05:06",
                        "1         Called     1    create  w1/0/1          2026-02-03 04:05:06",
                        "2         Completed  1    create  {\"id\":\"srv-1\"}  2026-02-03 04:05:06");
    }

    @Test
    void shouldBeOfTheRunThatIsAskedForPageByPage() throws IOException {
        String first = entry(0, "Started", "null", "null", "");
        String second = entry(1, "Finished", "null", "null", "");
        api.on(PATH + "run=2&limit=1000", 200, "{\"items\":[%s],\"next\":1}".formatted(first))
                .on(PATH + "run=2&limit=1000&cursor=1", 200, Recorded.page(second));

        Shell.Ran ran = shell.run("journal", "w1", "--run", "2", "--json");

        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse("{\"items\":[%s,%s]}".formatted(first, second)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Signalled      | `\"payload\":{\"sku\":1.10},\"signalId\":\"s\"` | {\"sku\":1.10}",
                "Cancelled      | `\"by\":\"ada\",\"reason\":\"too dear\"`        | too dear (by ada)",
                "Paused         | `\"by\":\"ada\",\"reason\":\"\"`                | (by ada)",
                "Resumed        | `\"by\":\"ada\",\"reason\":\"go\"`              | go (by ada)",
                "Retried        | `\"by\":\"ada\",\"reason\":\"now\"`             | now (by ada)",
                "Rewound        | `\"to\":7,\"by\":\"ada\",\"reason\":\"wrong\"`  | to 7: wrong (by ada)",
                "Withdrawn      | `\"key\":\"w1/0/1\"`                            | w1/0/1",
                "Forked         | `\"run\":1,\"to\":7,\"by\":\"ada\",\"reason\":\"\"` | run 1 to 7 (by ada)",
                "ContinuedAsNew | `\"input\":[2]`                                 | [2]",
                "Progressed     | `\"progress\":{\"percent\":40}`                 | {\"percent\":40}",
                "Completed      | `\"outcome\":{\"success\":1},\"by\":\"ada\"`    | 1 (by ada)",
                "Finished       | `\"outcome\":{\"failure\":{\"type\":\"T\",\"message\":\"no\"}}` | T: no",
            })
    void shouldSayWhatAnEntrySays(String type, String body, String says) {
        api.on(PATH + "limit=1000", 200, Recorded.page(entry(5, type, "null", "null", body)));

        assertThat(shell.run("journal", "w1").lines().getLast())
                .startsWith("5         " + type)
                .contains("  " + says + "  ");
    }

    private static String entry(int position, String type, String seq, String name, String body) {
        return "{\"position\":%d,\"type\":\"%s\",\"at\":\"2026-02-03T04:05:06Z\",\"seq\":%s,\"name\":%s,\"line\":null,\"body\":{%s}}"
                .formatted(position, type, seq, name, body);
    }
}
