package io.dormouse.contracts.approval;

/** Yes or no. */
public enum Verdict {
    /** Yes. */
    APPROVE,
    /** No. */
    REJECT
}
