package io.dormouse.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.journal.Entry.Carried;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins how every type of entry stands in the table. A later version must read what stands here: what differs gets another version
 * and is read beside this one, it never takes its place.
 */
final class EntryCodecTest {
    private static final Origin ORIGIN = new Origin(-42, "w", 1);

    /** @param row type | seq | name | line | body */
    record Golden(Entry entry, String row) {
        @Override
        public String toString() {
            return row;
        }
    }

    static List<Golden> golden() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("customer", "acme");
        return List.of(
                new Golden(
                        new Entry.Started("provision", 2, "{\"n\":1.50}", "alice", ORIGIN),
                        "1|null|provision|null|{\"v\":1,\"version\":2,\"input\":{\"n\":1.50},\"startedBy\":\"alice\",\"origin\":{\"seed\":-42,\"id\":\"w\",\"run\":1}}"),
                new Golden(
                        new Entry.Started("kid", 1, "null", "alice", ORIGIN, Optional.of("w"), tags),
                        "1|null|kid|null|{\"v\":1,\"version\":1,\"input\":null,\"startedBy\":\"alice\",\"origin\":{\"seed\":-42,\"id\":\"w\",\"run\":1},\"parent\":\"w\",\"tags\":{\"customer\":\"acme\"}}"),
                new Golden(
                        new Entry.Called(3, Kind.CALL, "iaas.v1/create", "A(A.java:7)", "d1", "w/1/3"),
                        "2|3|iaas.v1/create|A(A.java:7)|{\"v\":1,\"kind\":\"call\",\"digest\":\"d1\",\"key\":\"w/1/3\"}"),
                new Golden(
                        new Entry.Completed(
                                4,
                                Kind.RUN,
                                "s",
                                "A(A.java:8)",
                                new Outcome.Success("\"x\"", "java.lang.String"),
                                Optional.empty()),
                        "3|4|s|A(A.java:8)|{\"v\":1,\"kind\":\"run\",\"outcome\":{\"success\":\"x\",\"as\":\"java.lang.String\"}}"),
                new Golden(
                        new Entry.Completed(
                                5,
                                Kind.ASK,
                                "ask",
                                "A(A.java:9)",
                                new Outcome.Failure("GIVEN_UP", 7, "nobody \"answers\"", true),
                                Optional.of("boss")),
                        "3|5|ask|A(A.java:9)|{\"v\":1,\"kind\":\"ask\",\"outcome\":{\"failure\":{\"type\":\"GIVEN_UP\",\"code\":7,\"message\":\"nobody"
                            + " \\\"answers\\\"\",\"retryable\":true}},\"by\":\"boss\"}"),
                new Golden(
                        new Entry.Finished(new Outcome.Success("[1,2]", null)),
                        "4|null|null|null|{\"v\":1,\"outcome\":{\"success\":[1,2]}}"),
                new Golden(
                        new Entry.Finished(new Outcome.Failure("TERMINATED", 0, "enough", false), Optional.of("boss")),
                        "4|null|null|null|{\"v\":1,\"outcome\":{\"failure\":{\"type\":\"TERMINATED\",\"code\":0,\"message\":\"enough\",\"retryable\":false}},\"by\":\"boss\"}"),
                new Golden(
                        new Entry.Signalled("go", "{\"a\":null}", "s1"),
                        "5|null|go|null|{\"v\":1,\"payload\":{\"a\":null},\"signalId\":\"s1\"}"),
                new Golden(
                        new Entry.Cancelled("boss", "enough"),
                        "6|null|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"enough\"}"),
                new Golden(new Entry.Changed("ask-twice"), "7|null|ask-twice|null|{\"v\":1}"),
                new Golden(new Entry.Paused("boss", ""), "8|null|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"\"}"),
                new Golden(
                        new Entry.Resumed("boss", "go on"),
                        "9|null|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"go on\"}"),
                new Golden(
                        new Entry.Retried(Optional.of(3), "boss", "now"),
                        "10|3|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"now\"}"),
                new Golden(
                        new Entry.Retried(Optional.empty(), "boss", "now"),
                        "10|null|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"now\"}"),
                new Golden(
                        new Entry.Rewound(
                                2,
                                Map.of(3, new Carried(Kind.CHILD, "kid", "d1", ORIGIN)),
                                Set.of(5),
                                new Origin(9, "w", 2),
                                "boss",
                                "once more"),
                        "11|null|null|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"once"
                            + " more\",\"to\":2,\"carried\":{\"3\":{\"kind\":\"child\",\"name\":\"kid\",\"digest\":\"d1\",\"origin\":{\"seed\":-42,\"id\":\"w\",\"run\":1}}},\"renewed\":[5],\"next\":{\"seed\":9,\"id\":\"w\",\"run\":2}}"),
                new Golden(
                        new Entry.Forked("w", 1, 4, new Origin(9, "f", 0), "boss", "what if"),
                        "12|null|w|null|{\"v\":1,\"by\":\"boss\",\"reason\":\"what"
                                + " if\",\"run\":1,\"to\":4,\"next\":{\"seed\":9,\"id\":\"f\",\"run\":0}}"),
                new Golden(new Entry.ContinuedAsNew("\"next\""), "13|null|null|null|{\"v\":1,\"input\":\"next\"}"),
                new Golden(
                        new Entry.Progressed(4, "{\"copied\":10}"),
                        "14|4|null|null|{\"v\":1,\"progress\":{\"copied\":10}}"),
                new Golden(new Entry.Withdrawn(3, "w/1/3"), "15|3|null|null|{\"v\":1,\"key\":\"w/1/3\"}"));
    }

    private static String text(EntryRow row) {
        return "%d|%s|%s|%s|%s".formatted(row.type(), row.seq(), row.name(), row.line(), row.body());
    }

    private static EntryRow row(String text) {
        String[] columns = text.split("\\|", 5);
        return new EntryRow(
                Short.parseShort(columns[0]),
                columns[1].equals("null") ? null : Integer.valueOf(columns[1]),
                columns[2].equals("null") ? null : columns[2],
                columns[3].equals("null") ? null : columns[3],
                columns[4]);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldWriteWhatIsPinned(Golden golden) {
        assertThat(text(EntryCodec.encode(golden.entry()))).isEqualTo(golden.row());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldReadWhatIsPinned(Golden golden) {
        assertThat(EntryCodec.decode(row(golden.row()))).isEqualTo(golden.entry());
    }

    @Test
    void shouldPinEveryType() {
        Set<Class<?>> pinned =
                golden().stream().map(one -> one.entry().getClass()).collect(Collectors.toSet());
        assertThat(Arrays.stream(Entry.class.getPermittedSubclasses())).allMatch(pinned::contains);
        assertThat(golden().stream().map(one -> row(one.row()).type()).distinct())
                .hasSize(EntryType.values().length);
    }

    @Test
    void shouldPinEveryKind() {
        List<String> names = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            names.add(kind.wireName());
            assertThat(Kind.ofWireName(kind.wireName())).isEqualTo(kind);
        }
        assertThat(names)
                .containsExactly("run", "compute", "call", "timer", "event", "signal", "ask", "child", "detach");
    }

    static Stream<String> foreign() {
        return Stream.of(
                "99|null|null|null|{\"v\":1}",
                "0|null|null|null|{\"v\":1}",
                "7|null|x|null|{\"v\":2}",
                "7|null|x|null|{}",
                "7|null|null|null|{\"v\":1}",
                "2|1|x|l|{\"v\":1,\"kind\":\"teleport\",\"digest\":\"\",\"key\":\"\"}",
                "7|null|x|null|{\"v\":1");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void shouldNeverGuess(String row) {
        assertThatThrownBy(() -> EntryCodec.decode(row(row))).isInstanceOf(UnreadableEntryException.class);
    }

    @Test
    void shouldKeepNumbersExactly() {
        Entry entry = new Entry.ContinuedAsNew("{\"n\":123456789012345678901234567890.000,\"m\":1e3}");
        assertThat(((Entry.ContinuedAsNew) EntryCodec.decode(EntryCodec.encode(entry))).input())
                .startsWith("{\"n\":123456789012345678901234567890.000");
    }
}
