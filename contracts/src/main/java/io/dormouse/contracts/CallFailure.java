package io.dormouse.contracts;

/** The failures that every service has, whatever it does. */
public enum CallFailure implements FailureCode {
    /** The request cannot be decoded, or a field breaks a limit. Nothing was done; correct the request. */
    INVALID_REQUEST(1001, false),
    /** A mutation came without the header {@link Headers#KEY}. Nothing was done. */
    KEY_MISSING(1002, false),
    /** The key was used before for a different request; the message holds both. Nothing was done for the second. */
    KEY_REUSED(1003, false),
    /** The call of this key was cancelled before it was carried out; nothing was or will be done. */
    CANCELLED(1004, false),
    /** Nobody can know whether the outside system did it; a person has to look, then complete or retry the call. */
    OUTCOME_UNKNOWN(1005, false),
    /** Something that the service needs is away: its database, its outside system. Try again. */
    UNAVAILABLE(1006, true);

    private final int code;
    private final boolean retryable;

    CallFailure(int code, boolean retryable) {
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
    public CallException exception(String message) {
        return new CallException(this, message);
    }
}
