package io.dormouse.contracts.job;

import io.dormouse.contracts.ContractException;

/** A declared failure of {@link JobService}; {@link #failure} says which. */
public final class JobException extends ContractException {
    private static final long serialVersionUID = 1L;

    JobException(JobFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public JobFailure failure() {
        return (JobFailure) super.failure();
    }
}
