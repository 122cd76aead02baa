package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.ending;
import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    @Test
    void shouldShortenTheWidestFirstAndIdsLast() {
        Table table = new Table(whole("ID"), text("A"), text("B"));
        table.add("0123456789", "short", "a rather long cell");

        assertThat(table.lines(30)).containsExactly("ID          A      B", "0123456789  short  a rather l…");
        assertThat(table.lines(20)).containsExactly("ID        A     B", "0123456…  sho…  a r…");
        assertThat(table.lines(Screen.ENDLESS))
                .containsExactly("ID          A      B", "0123456789  short  a rather long cell");
    }

    @Test
    void shouldShortenPlacesAtTheirBeginning() {
        Table table = new Table(text("A"), ending("LINE"));
        table.add("a", "ProvisionServer.java:41");

        assertThat(table.lines(15)).containsExactly("A  LINE", "a  …ver.java:41");
    }

    @Test
    void shouldCountColumnsAndNotCharacters() {
        Table table = new Table(text("A"), text("B"));
        table.add("睡鼠", "x");
        table.add("e\u0301", "y");
        table.add("🐭", "z");

        assertThat(table.lines(80)).containsExactly("A     B", "睡鼠  x", "e\u0301     y", "🐭    z");
        assertThat(Text.fit("睡鼠睡鼠", 5)).isEqualTo("睡鼠…");
    }

    @Test
    void shouldNeverBeWiderThanItMay() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            Table table = new Table(whole("ID"), text("A"), text("B"), whole("C"));
            table.add(
                    "i".repeat(random.nextInt(60)),
                    "睡".repeat(random.nextInt(60)),
                    "b".repeat(random.nextInt(200)),
                    "c".repeat(random.nextInt(9)));
            int width = 30 + random.nextInt(100);

            assertThat(table.lines(width))
                    .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(width));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,0ms",
        "999,999ms",
        "1000,1.0s",
        "2140,2.1s",
        "59999,59.9s",
        "60000,1m 0s",
        "3599999,59m 59s",
        "3600000,1h 0m",
        "90000000,1d 1h",
        "-5,0ms"
    })
    void shouldSayDurationsInTwoUnits(long millis, String says) {
        assertThat(Screen.duration(Duration.ofMillis(millis))).isEqualTo(says);
    }
}
