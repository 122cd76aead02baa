package io.dormouse.engine.journal;

/**
 * What random values and keys derive from, so that they are the same on every replay.
 *
 * @param seed of random values
 * @param id the workflow's id in keys
 * @param run the run in keys
 */
public record Origin(long seed, String id, int run) {
    /** The idempotency key of a command: {@code id/run/seq}. */
    public String key(int seq) {
        return id + '/' + run + '/' + seq;
    }

    /** The id of the approval request that a command makes: {@code id.run.seq}. */
    public String requestId(int seq) {
        return id + '.' + run + '.' + seq;
    }
}
