package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
final class Command {
    private static final long PATIENCE_SECONDS = 60;

    private Command() {}

    /** What it printed; fails with that unless it exits with 0. */
    static String run(String... words) {
        Outcome outcome = outcome(List.of(words));
        if (outcome.code() != 0) throw SiteException.commandFailed(String.join(" ", words), outcome.output());
        return outcome.output();
    }

    /** Whether it exits with 0; for what may be gone already. */
    static boolean succeeds(String... words) {
        return outcome(List.of(words)).code() == 0;
    }

    private record Outcome(int code, String output) {}

    private static Outcome outcome(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw SiteException.commandFailed(String.join(" ", words), "it does not end");
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            return new Outcome(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SiteException.interrupted("running " + words);
        }
    }
}
