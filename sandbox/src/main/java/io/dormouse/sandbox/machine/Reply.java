package io.dormouse.sandbox.machine;

/**
 * How a command ended.
 *
 * @param exitStatus 0 if it was done
 * @param output what is printed: on standard output for status 0, on standard error for any other
 */
record Reply(int exitStatus, String output) {
    static final int REFUSED = 1;
    static final int USAGE = 2;

    static Reply usage() {
        return new Reply(
                USAGE, "this server has one command: deploy RELEASE KEY, words of A-Z a-z 0-9 . _ : / @ + ~ -\n");
    }

    static Reply keyReused(Deploy refused, String release) {
        return new Reply(
                REFUSED,
                "the key %s was used to deploy %s, so %s was not deployed; use another key\n"
                        .formatted(refused.key(), release, refused.release()));
    }
}
