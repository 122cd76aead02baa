package io.dormouse.engine.owner;

import java.time.Instant;

/** A timer row that will be due soon. */
public record NearTimer(String workflowId, int run, int seq, Instant due) {}
