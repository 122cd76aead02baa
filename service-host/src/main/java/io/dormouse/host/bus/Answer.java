package io.dormouse.host.bus;

import org.jspecify.annotations.Nullable;

/** What a service says to one question. */
public sealed interface Answer {
    /** It is done. @param result a record of the contract, or null for a method without a result */
    record Done(@Nullable Object result) implements Answer {}

    /** It is under way; ask again with the same key. @param poll the address of the instance that holds it */
    record InProgress(String poll) implements Answer {}
}
