package io.dormouse.chaos.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the checker decided.
 *
 * @param acknowledged operations, by what was asked for
 * @param lost what was acknowledged and is not there, or never came to its end
 * @param doubled what was done more than once, or that nobody asked for
 * @param other what is out of order or has a wrong value
 * @param longestStall longest time in which nobody was acknowledged anything although somebody was asking
 * @param slowestOperation longest time from the first question to the acknowledgement
 */
public record Verdict(
        Map<String, Long> acknowledged,
        List<Violation> lost,
        List<Violation> doubled,
        List<Violation> other,
        Duration longestStall,
        Duration slowestOperation) {
    /** Whether every promise was kept. */
    public boolean isClean() {
        return lost.isEmpty() && doubled.isEmpty() && other.isEmpty();
    }
}
