package io.dormouse.chaos.load;

import java.time.Duration;
import java.util.Map;

/**
 * How far the load has come.
 *
 * @param acknowledged operations, by what was asked for
 * @param failed operations that were refused for a reason, by what was asked for
 * @param longestStall the longest time in which nobody was acknowledged anything, the present one included
 * @param finished errands that came to their end
 */
public record Progress(
        Map<String, Long> acknowledged, Map<String, Long> failed, Duration longestStall, long finished) {}
