package io.dormouse.contracts.approval;

import io.dormouse.contracts.FailureCode;

/** What can go wrong with a decision for reasons of its own. */
public enum ApprovalFailure implements FailureCode {
    /** There is no request of this id. */
    APPROVAL_UNKNOWN(4001, false),
    /** The actor is not among those who may decide this request. */
    NOT_AN_APPROVER(4002, false),
    /** The requester may not decide their own request. */
    OWN_REQUEST(4003, false),
    /** Nobody waits for the decision any more. */
    APPROVAL_WITHDRAWN(4004, false);

    private final int code;
    private final boolean retryable;

    ApprovalFailure(int code, boolean retryable) {
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
    public ApprovalException exception(String message) {
        return new ApprovalException(this, message);
    }
}
