package io.dormouse.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a failed step, or a call that its service has refused, is tried again. Attempts of a step are counted in memory: after a
 * crash they begin anew. Those of a call are commands of their own and count over crashes.
 *
 * @param attempts how many in all; {@link Integer#MAX_VALUE}: for ever
 * @param first the pause after the first failure
 * @param factor by which each pause is longer than the one before
 * @param longest that a pause becomes
 * @param never names of exception classes, and failure codes of contracts, that are final at once
 * @param silence an attempt of a step that gives no {@link Step#heartbeat} for so long has failed; empty: it may be silent for ever
 */
public record Retry(
        int attempts, Duration first, double factor, Duration longest, Set<String> never, Optional<Duration> silence) {
    private static final Retry NONE =
            new Retry(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Set.of(), Optional.empty());

    /** Checks that it means something. */
    public Retry {
        if (attempts < 1) throw FlowMisuseException.badArgument("a retry needs at least one attempt, not " + attempts);
        if (first.isNegative() || first.isZero())
            throw FlowMisuseException.badArgument("the first pause must be longer than nothing, not " + first);
        if (!(factor >= 1)) throw FlowMisuseException.badArgument("the factor must be at least 1, not " + factor);
        never = Set.copyOf(never);
    }

    /** No second attempt: what holds if nothing is said. */
    public static Retry none() {
        return NONE;
    }

    /** For ever, with pauses that double from the first up to a minute. */
    public static Retry exponential(Duration first) {
        return new Retry(Integer.MAX_VALUE, first, 2, Duration.ofMinutes(1), Set.of(), Optional.empty());
    }

    /** At most so many attempts. */
    public Retry attempts(int most) {
        return new Retry(most, first, factor, longest, never, silence);
    }

    /** Pauses at most so long. */
    public Retry upTo(Duration longestPause) {
        return new Retry(attempts, first, factor, longestPause, never, silence);
    }

    /** Not after an exception of this class. */
    public Retry except(Class<? extends Throwable> type) {
        return new Retry(attempts, first, factor, longest, with(type.getName()), silence);
    }

    /** Not after a failure with this code, as the contract's enum names it. */
    public Retry except(String code) {
        return new Retry(attempts, first, factor, longest, with(code), silence);
    }

    private Set<String> with(String name) {
        return Stream.concat(never.stream(), Stream.of(name)).collect(Collectors.toSet());
    }

    /** An attempt that is silent for longer than this has failed. */
    public Retry silence(Duration longestSilence) {
        return new Retry(attempts, first, factor, longest, never, Optional.of(longestSilence));
    }

    /** Whether to try again after so many failed attempts, the last of which failed with this exception. */
    public boolean triesAgain(int failed, String exceptionType) {
        return failed < attempts && !never.contains(exceptionType);
    }

    /** The pause after so many failed attempts. */
    public Duration pause(int failed) {
        double millis = first.toMillis() * Math.pow(factor, failed - 1.0);
        return Duration.ofMillis((long) Math.min(millis, longest.toMillis()));
    }
}
