package io.dormouse.contracts.job;

import io.dormouse.contracts.FailureCode;

/** What can go wrong with a job for reasons of its own. */
public enum JobFailure implements FailureCode {
    /** The adapter is not configured to run a job of this name. */
    JOB_UNKNOWN(5001, false),
    /** The address or the argument is not one that may be passed to a job. */
    ARGUMENT_INVALID(5002, false),
    /** The job ran and ended with a status other than 0; its status and the end of its output are in the message. */
    JOB_FAILED(5003, false),
    /** The server at this address does not have the host key that it must have. */
    HOST_KEY_REJECTED(5004, false),
    /** The server does not accept the adapter's key. */
    LOGIN_REFUSED(5005, false),
    /** The job did not end within the time that it is given. */
    JOB_TIMED_OUT(5006, false);

    private final int code;
    private final boolean retryable;

    JobFailure(int code, boolean retryable) {
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
    public JobException exception(String message) {
        return new JobException(this, message);
    }
}
