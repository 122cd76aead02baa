package io.dormouse.contracts.workflow;

import io.dormouse.contracts.FailureCode;

/** What can go wrong with a workflow for reasons of its own. */
public enum WorkflowFailure implements FailureCode {
    /** No workflow of this name and version can be started here. */
    DEFINITION_UNKNOWN(6001, false),
    /** There is no workflow of this id. */
    WORKFLOW_UNKNOWN(6002, false),
    /** The input does not fit the definition; nothing was started. */
    INPUT_INVALID(6003, false),
    /** The id belongs to a workflow that was started with another name, version or input. */
    ALREADY_STARTED(6004, false),
    /** The event was triggered before with another value, which stands. */
    EVENT_HAS_VALUE(6005, false),
    /** The id or key has characters or a length that are not allowed. */
    ID_INVALID(6006, false),
    /** Keys that begin so belong to a part of the system; others cannot trigger them. */
    KEY_RESERVED(6007, false),
    /** The workflow has ended, so nothing can reach it any more. */
    WORKFLOW_ENDED(6008, false),
    /** What was asked makes no sense in the state that the workflow is in. */
    NOT_POSSIBLE_NOW(6009, false),
    /** The journal has no entry at this position to go on from. */
    POSITION_INVALID(6010, false),
    /** The workflow does not wait for this command, or not in this run. */
    COMMAND_NOT_OPEN(6011, false);

    private final int code;
    private final boolean retryable;

    WorkflowFailure(int code, boolean retryable) {
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
    public WorkflowException exception(String message) {
        return new WorkflowException(this, message);
    }
}
