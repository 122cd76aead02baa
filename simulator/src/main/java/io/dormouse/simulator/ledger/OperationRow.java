package io.dormouse.simulator.ledger;

import io.dormouse.adapter.LedgerRow.State;
import io.dormouse.adapter.LedgerWrite;
import io.dormouse.adapter.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A row of the ledger, as the database holds it. Times are microseconds; {@link #NEVER} stands for null. */
final class OperationRow {
    static final long NEVER = -1;

    final String key;
    final String action;
    final String digest;
    final String request;
    final String actor;
    State state;
    int holder;
    int attempt;
    boolean asked = true;
    long quietAt = NEVER;
    long settleUntil = NEVER;
    long updatedAt;
    Optional<String> expected = Optional.empty();
    Optional<Outcome> outcome = Optional.empty();
    private final Map<Integer, Optional<String>> readExpected = new HashMap<>();

    /** For the checks: the process that this number meant when it was written. */
    String holderLife = "";

    OperationRow(LedgerWrite.Insert insert, long now) {
        this.key = insert.key();
        this.action = insert.action();
        this.digest = insert.digest();
        this.request = insert.request();
        this.actor = insert.actor();
        this.state = insert.state();
        this.holder = insert.holder().orElse(0);
        this.attempt = insert.attempt();
        this.updatedAt = now;
    }

    /** An instance has read it. */
    void read(int reader) {
        readExpected.put(reader, expected);
    }

    /** What was expected when an instance read it last. */
    Optional<String> readBy(int reader) {
        return readExpected.getOrDefault(reader, Optional.empty());
    }

    boolean is(int attempt) {
        return this.attempt == attempt;
    }
}
