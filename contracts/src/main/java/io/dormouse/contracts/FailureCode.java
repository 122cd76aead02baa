package io.dormouse.contracts;

/** A failure that a contract declares; implemented by one enum a contract, named by {@link FailsWith}. */
public interface FailureCode {
    /** The number on the wire: unique over all contracts, never reused. */
    int code();

    /** The name on the wire and in journals, for example {@code ZONE_NOT_SERVED}. */
    String name();

    /** Whether the same request may succeed later. It tells people; declared failures are never retried by default. */
    boolean retryable();

    /** The typed exception of this failure, with a sentence that says what happened, to which thing, and what to do. */
    ContractException exception(String message);
}
