package io.dormouse.contracts.iaas;

import io.dormouse.contracts.ContractException;

/** A declared failure of {@link IaasService}; {@link #failure} says which. */
public final class IaasException extends ContractException {
    private static final long serialVersionUID = 1L;

    IaasException(IaasFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public IaasFailure failure() {
        return (IaasFailure) super.failure();
    }
}
