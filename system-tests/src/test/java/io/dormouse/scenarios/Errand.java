package io.dormouse.scenarios;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody wants of one of the examples: how it is started, what its person then does, and what must come of it.
 *
 * @param id of the workflow
 * @param workflow its name
 * @param input as JSON
 * @param then what its person does when it has started
 * @param status in which it must end
 * @param result that it must have, as JSON; absent: any
 * @param calls that it must have made, once each, as {@code schema/action}
 */
record Errand(
        String id,
        String workflow,
        String input,
        Consumer<Crowd> then,
        String status,
        Optional<String> result,
        List<String> calls) {
    private static final int KINDS = 6;
    private static final int ITEMS = 5;
    private static final String ASKED = "approval/request";

    /** So many, of each kind as many. */
    static List<Errand> many(int count) {
        return IntStream.range(0, count).mapToObj(Errand::of).toList();
    }

    private static Errand of(int number) {
        return switch (number % KINDS) {
            case 0 -> threeLines("lines-" + number);
            case 1 -> generator("generator-" + number, number / KINDS % 2 == 0 ? "approve" : "reject");
            case 2 -> forwardAndBack("forward-" + number);
            case 3 -> signals("basket-" + number);
            case 4 -> timer("late-" + number, 1 + number % 5);
            default -> cancelled("trial-" + number);
        };
    }

    private static Errand threeLines(String id) {
        return new Errand(
                id,
                "three-lines",
                "{\"model\":\"B6\",\"release\":\"3.0\"}",
                person -> person.decide(id + ".0.1", "approve"),
                "COMPLETED",
                Optional.empty(),
                List.of("iaas/create", ASKED, "job/run"));
    }

    private static Errand generator(String id, String decision) {
        String answer = decision.equals("approve") ? "approved" : "rejected";
        return new Errand(
                id,
                "generator",
                "{\"something\":\"%s\"}".formatted(id),
                person -> person.decide(id + ".0.1", decision),
                "COMPLETED",
                Optional.of("\"did another after %s\"".formatted(answer)),
                List.of(ASKED));
    }

    private static Errand forwardAndBack(String id) {
        return new Errand(
                id,
                "forward-and-back",
                "{}",
                person -> Stream.of(".0.1", ".0.4", ".0.6").forEach(stop -> person.decide(id + stop, "approve")),
                "COMPLETED",
                Optional.of("\"leave g\""),
                List.of(ASKED, ASKED, ASKED));
    }

    private static Errand signals(String id) {
        return new Errand(
                id,
                "basket",
                "{\"shopper\":\"%s\"}".formatted(id),
                person -> IntStream.rangeClosed(1, ITEMS)
                        .forEach(item -> person.signal(
                                id,
                                "item",
                                "{\"name\":\"item %d\",\"last\":%b}".formatted(item, item == ITEMS),
                                "%s-%d".formatted(id, item))),
                "COMPLETED",
                Optional.of("[\"item 1\",\"item 2\",\"item 3\",\"item 4\",\"item 5\"]"),
                List.of());
    }

    private static Errand timer(String id, int seconds) {
        return new Errand(
                id,
                "ask-in-time",
                "{\"release\":\"1.0\",\"seconds\":%d}".formatted(seconds),
                person -> {},
                "COMPLETED",
                Optional.of("\"nobody has answered within PT%dS\"".formatted(seconds)),
                List.of(ASKED));
    }

    private static Errand cancelled(String id) {
        return new Errand(
                id,
                "all-or-nothing",
                "{\"model\":\"B6\",\"name\":\"%s.demo.test\"}".formatted(id),
                person -> {
                    person.see(id + ".0.2");
                    person.cancel(id);
                },
                "CANCELLED",
                Optional.empty(),
                List.of("iaas/create", "dns/upsert", ASKED, "dns/delete", "iaas/delete"));
    }

    /** Whether its question may be given up before it has been asked: the machine was down for so long. */
    boolean asksForAWhile() {
        return workflow.equals("ask-in-time");
    }

    /** Whether it leaves a server behind on which something was deployed. */
    boolean keepsAServer() {
        return workflow.equals("three-lines");
    }
}
