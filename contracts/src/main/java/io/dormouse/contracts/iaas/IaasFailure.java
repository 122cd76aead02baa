package io.dormouse.contracts.iaas;

import io.dormouse.contracts.FailureCode;

/** What can go wrong with a server for reasons of its own. */
public enum IaasFailure implements FailureCode {
    /** The provider has no such model. */
    MODEL_UNKNOWN(2001, false),
    /** The provider has no machine of this model left. */
    CAPACITY_EXHAUSTED(2002, true),
    /** The account may not have more servers. */
    QUOTA_EXCEEDED(2003, true),
    /** There is no server of this id. */
    SERVER_UNKNOWN(2004, false),
    /** The provider refuses the request; its words are in the message. */
    REQUEST_REFUSED(2005, false);

    private final int code;
    private final boolean retryable;

    IaasFailure(int code, boolean retryable) {
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
    public IaasException exception(String message) {
        return new IaasException(this, message);
    }
}
