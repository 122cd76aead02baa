package io.dormouse.engine.owner;

/** A sent call that nobody wants any more, until its service's ledger has answered. */
public record Withdrawal(String workflowId, int partition, int run, int seq, String service, String key) {}
