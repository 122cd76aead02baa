package io.dormouse.contracts.workflow;

import io.dormouse.contracts.ContractException;

/** A declared failure of {@link WorkflowService}; {@link #failure} says which. */
public final class WorkflowException extends ContractException {
    private static final long serialVersionUID = 1L;

    WorkflowException(WorkflowFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public WorkflowFailure failure() {
        return (WorkflowFailure) super.failure();
    }
}
