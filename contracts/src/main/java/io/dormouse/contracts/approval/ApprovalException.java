package io.dormouse.contracts.approval;

import io.dormouse.contracts.ContractException;

/** A declared failure of {@link ApprovalService}; {@link #failure} says which. */
public final class ApprovalException extends ContractException {
    private static final long serialVersionUID = 1L;

    ApprovalException(ApprovalFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public ApprovalFailure failure() {
        return (ApprovalFailure) super.failure();
    }
}
