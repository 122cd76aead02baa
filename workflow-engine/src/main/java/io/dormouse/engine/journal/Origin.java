package io.dormouse.engine.journal;

/**
 * What random values and keys derive from, so that they are the same on every replay.
 *
 * @param seed of random values
 * @param id the workflow's id in keys
 * @param run the run in keys
 */
public record Origin(long seed, String id, int run) {
    private static final int LONGEST_ID = 200;
    private static final int HASHED = 33;

    /** The idempotency key of a command: {@code id/run/seq}. */
    public String key(int seq) {
        return id + '/' + run + '/' + seq;
    }

    /** The id of the approval request that a command makes: {@code id.run.seq}. */
    public String requestId(int seq) {
        return id + '.' + run + '.' + seq;
    }

    /** The origin of a key that {@link #key} made; its seed is not known. Fails with {@link UnreadableEntryException} if it is none. */
    public static Origin ofKey(String key) {
        int seq = key.lastIndexOf('/');
        int run = key.lastIndexOf('/', seq - 1);
        try {
            return new Origin(0, key.substring(0, run), Integer.parseInt(key, run + 1, seq, 10));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw UnreadableEntryException.damaged("Called", "'%s' is no key".formatted(key));
        }
    }

    /** The id of the child that a command starts: {@code id~run.seq}, hashed if that would be too long. */
    public String childId(int seq) {
        String child = id + '~' + run + '.' + seq;
        if (child.length() <= LONGEST_ID) return child;
        return child.substring(0, LONGEST_ID - HASHED) + '~' + Digest.hex(child).substring(0, HASHED - 1);
    }
}
