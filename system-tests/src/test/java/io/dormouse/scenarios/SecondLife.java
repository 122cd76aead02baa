package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A site with the examples whose JVM was killed while much was under way, in its second life: the three programs have asked
 * their questions, and {@link #GREETING} waits.
 *
 * @param greetingBefore how the greeting was in the life before
 */
record SecondLife(Site site, List<Running> lives, Api api, JsonNode greetingBefore) implements AutoCloseable {
    static final String GREETING = "hello";

    static SecondLife begins() {
        return Site.fresh(SecondLife::on);
    }

    private static SecondLife on(Site site) {
        Running first = site.upWithExamples();
        try {
            JsonNode greeting = live(site, first);
            first.kill();
            Running second = site.upWithExamples();
            return new SecondLife(site, List.of(first, second), second.api(), greeting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode live(Site site, Running first) throws IOException {
        try (Api api = first.api()) {
            api.start("three-lines", "lines", "{\"model\":\"B6\",\"release\":\"3.0\"}")
                    .ok();
            api.start("generator", "yes", "{\"something\":\"wash the car\"}").ok();
            api.start("generator", "no", "{\"something\":\"wash the car\"}").ok();
            api.start("forward-and-back", "f", "{}").ok();
            site.run("start", "greet", "name=Ada", "--id", GREETING).told();
            api.decideWhenAsked("f.0.1", "approve");
            api.decideWhenAsked("f.0.4", "approve");
            List.of("lines.0.1", "yes.0.1", "no.0.1", "f.0.6").forEach(api::untilAsked);
            List.of("lines", "yes", "no", "f", GREETING).forEach(id -> api.untilStatus(id, "WAITING"));
            return api.workflow(GREETING);
        }
    }

    /** What all lives wrote to their terminal, line by line. */
    List<String> said() {
        return lives.stream().flatMap(life -> life.said().lines()).toList();
    }

    @Override
    public void close() {
        api.close();
        site.close();
    }
}
