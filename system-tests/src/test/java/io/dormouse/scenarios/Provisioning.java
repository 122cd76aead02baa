package io.dormouse.scenarios;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One start of {@code provision-server}, unlike any other.
 *
 * @param id of the workflow
 * @param name that will resolve to its server
 * @param release that will run there
 */
record Provisioning(String id, String name, String release) {
    static List<Provisioning> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Provisioning(
                        "p-%d".formatted(number), "web%d.demo.test".formatted(number), "1.%d".formatted(number)))
                .toList();
    }

    String input() {
        return "{\"model\":\"B6\",\"name\":\"%s\",\"release\":\"%s\"}".formatted(name, release);
    }

    /** The id of the approval it asks for: of its run 0, its command 1. */
    String approval() {
        return id + ".0.1";
    }

    /** The key of its deploy: of its run 0, its command 2. */
    String deployKey() {
        return id + "/0/2";
    }
}
