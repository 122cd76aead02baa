package io.dormouse.host.bus;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service says to one question. */
public sealed interface Answer {
    /** It is done. @param result a record of the contract, its JSON as another instance has answered it, or null for a method without a result */
    record Done(@Nullable Object result) implements Answer {}

    /** It is under way; ask again with the same key. @param poll the address of the instance that holds it */
    record InProgress(String poll) implements Answer {}

    /** It belongs to another instance. Only for those that were asked by an instance. @param owner its name, if it has one now */
    record Moved(Optional<String> owner) implements Answer {}
}
