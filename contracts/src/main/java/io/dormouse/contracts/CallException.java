package io.dormouse.contracts;

/** A failure of the call itself rather than of what it asked for; see {@link CallFailure}. */
public final class CallException extends ContractException {
    private static final long serialVersionUID = 1L;

    CallException(CallFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public CallFailure failure() {
        return (CallFailure) super.failure();
    }
}
