package io.dormouse.testkit.replay;

import io.dormouse.engine.journal.EntryCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The numbers of the types of entries, by the names that the API shows. */
final class EntryTypes {
    /** Far more than there are; numbers without a type are named after themselves. */
    private static final short MOST = 100;

    private static final Map<String, Short> NUMBERS = new HashMap<>();

    static {
        for (short number = 1; number < MOST; number++) NUMBERS.putIfAbsent(EntryCodec.typeName(number), number);
    }

    private EntryTypes() {}

    /** The number of a type; empty for one that this version does not know. */
    static Optional<Short> numberOf(String name) {
        return Optional.ofNullable(NUMBERS.get(name));
    }
}
