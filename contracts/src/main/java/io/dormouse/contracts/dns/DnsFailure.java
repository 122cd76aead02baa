package io.dormouse.contracts.dns;

import io.dormouse.contracts.FailureCode;

/** What can go wrong with a record for reasons of its own. */
public enum DnsFailure implements FailureCode {
    /** No configured zone holds this name. */
    ZONE_NOT_SERVED(3001, false),
    /** The name, the type or the value is not one that DNS allows. */
    RECORD_INVALID(3002, false),
    /** The authoritative server refuses the update: its key or its policy does not allow it. */
    UPDATE_REFUSED(3003, false),
    /** The name holds other records that exclude this one, such as a CNAME. */
    NAME_CONFLICT(3004, false);

    private final int code;
    private final boolean retryable;

    DnsFailure(int code, boolean retryable) {
        this.code = code;
        this.retryable = retryable;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    @Override
    public DnsException exception(String message) {
        return new DnsException(this, message);
    }
}
