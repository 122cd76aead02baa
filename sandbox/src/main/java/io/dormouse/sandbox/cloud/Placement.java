package io.dormouse.sandbox.cloud;

/** What became of an {@link Order}. */
sealed interface Placement {
    /** It gets a server that was not there before. */
    record Made(Server server) implements Placement {}

    /** It was placed before; this is its server. */
    record Known(Server server) implements Placement {}

    /** It gets none. */
    record Refused(CloudException why) implements Placement {}
}
