package io.dormouse.flow;

import java.time.Instant;

/**
 * What a person decided.
 *
 * @param approved yes or no
 * @param comment why; empty if they did not say
 * @param decidedBy who, by name
 * @param decidedAt when
 */
public record Decision(boolean approved, String comment, String decidedBy, Instant decidedAt) {}
