package io.dormouse.gateway.bridge;

import io.dormouse.contracts.FailureCode;

/** What the bridge itself refuses. The numbers are those of HTTP, which no contract uses. */
enum BridgeRefusal implements FailureCode {
    /** The frame is none, or asks for something that the bridge does not do. */
    BAD_FRAME(400),
    /** Nobody has this token, or none was sent. */
    UNAUTHENTICATED(401),
    /** The address is not one that clients of the bridge may send to. */
    ADDRESS_NOT_ALLOWED(403),
    /** The frame is larger than the bridge takes. */
    FRAME_TOO_LARGE(413);

    private final int code;

    BridgeRefusal(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public RefusedException exception(String message) {
        return new RefusedException(this, message);
    }
}
