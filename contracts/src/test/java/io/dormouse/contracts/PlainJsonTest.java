package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainJsonTest {
    private static final JsonMapper STRICT = Wire.MAPPER
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What texts are made of: all that JSON has, and what looks like it. */
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", " ", "\n", "0", "-", "12", ".5", "e", "E+3", "01",
            "true", "null", "false", "nul", "\\", "\\n", "\\u0041", "\\u0000", "\\ud800", "\u0000", "\u0001", "ü", "😀",
            "\ud800", "'", "NaN", "/", "#", "\uFEFF");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0.5e-3",
                "0",
                "\"\"",
                "\"ü \\\" \\\\ \\n\"",
                "{}",
                "[]",
                " { \"a\" : [ 1 , { \"b\" : { } } , [ ] , false ] , \"c\" : \"d\" } "
            })
    void shouldKnowWhatMostPayloadsLookLike(String json) {
        assertThat(PlainJson.is(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "[1}",
                "{\"a\":1]",
                "]",
                "{}}",
                "1 2",
                "{} {}",
                "01",
                "1.",
                ".1",
                "1e",
                "+1",
                "--1",
                "tru",
                "truex",
                "nullnull",
                "\"",
                "\"\\",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\x\"",
                "\"\u0000\"",
                "\"\n\"",
                "\"\ud800\"",
                "\u00a01",
                "[1 2]",
                "\"a\" \"b\""
            })
    void shouldTakeNothingForPlainThatIsNoValueOrMayHideSomething(String text) {
        assertThat(PlainJson.is(text)).isFalse();
    }

    @Test
    void shouldLeaveWhatIsUnusuallyDeepOrLongToThoseWhoLookClosely() {
        assertThat(PlainJson.is("[".repeat(59) + "]".repeat(59))).isTrue();
        assertThat(PlainJson.is("[".repeat(60) + "]".repeat(60))).isFalse();
        assertThat(PlainJson.is("1".repeat(100))).isTrue();
        assertThat(PlainJson.is("1".repeat(101))).isFalse();
        assertThat(PlainJson.is("{\"" + "n".repeat(2_000) + "\":1}")).isFalse();
        assertThat(PlainJson.is("\"" + "a".repeat(Payload.MAX_BYTES / 3) + "\""))
                .isFalse();
    }

    /** What is taken for plain is never looked at again, so a parser has to be able to read every bit of it. */
    @Test
    void shouldTakeForPlainOnlyWhatAParserReads() {
        Random random = new Random(42);
        int plain = 0;
        for (int i = 0; i < 300_000; i++) {
            String text = random.nextBoolean() ? madeOfPieces(random) : damaged(valueOf(random, 3), random);
            if (!PlainJson.is(text)) continue;
            plain++;
            assertThatCode(() -> read(text)).as(text).doesNotThrowAnyException();
            assertThat(text.chars().noneMatch(c -> c == 0)).as(text).isTrue();
        }
        assertThat(plain).isGreaterThan(10_000);
    }

    @Test
    void shouldTakeEveryUsualValueForPlain() {
        Random random = new Random(43);
        for (int i = 0; i < 20_000; i++) {
            String text = valueOf(random, 4);
            assertThat(PlainJson.is(text)).as(text).isTrue();
        }
    }

    private static void read(String text) throws JsonProcessingException {
        STRICT.reader().without(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION).readTree(text);
    }

    private static String madeOfPieces(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(8);
        for (int i = 0; i < pieces; i++) text.append(PIECES.get(random.nextInt(PIECES.size())));
        return text.toString();
    }

    /** As it is, or with one character gone, another one, or one twice. */
    private static String damaged(String text, Random random) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            default -> text;
        };
    }

    private static String valueOf(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 -> String.valueOf(random.nextLong());
            case 3 -> String.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> "\"\"";
            case 5 -> "\"a\\nü\\\"%d\"".formatted(random.nextInt());
            case 6 -> containerOf(random, depth, "[", "]", false);
            default -> containerOf(random, depth, "{", "}", true);
        };
    }

    private static String containerOf(Random random, int depth, String open, String close, boolean named) {
        StringBuilder text = new StringBuilder(open);
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            if (i > 0) text.append(", ");
            if (named) text.append("\"n").append(i).append("\":");
            text.append(valueOf(random, depth - 1));
        }
        return text.append(close).toString();
    }
}
