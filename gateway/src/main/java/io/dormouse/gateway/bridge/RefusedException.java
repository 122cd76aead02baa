package io.dormouse.gateway.bridge;

import io.dormouse.contracts.ContractException;

/** Carries a refusal of the bridge to where it is answered. */
final class RefusedException extends ContractException {
    private static final long serialVersionUID = 1L;

    RefusedException(BridgeRefusal refusal, String message) {
        super(refusal, message);
    }
}
