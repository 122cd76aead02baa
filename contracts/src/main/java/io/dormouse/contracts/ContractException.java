package io.dormouse.contracts;

/** A failure that a contract declares. Each contract has one subclass and an enum of reasons that makes it. */
public abstract class ContractException extends RuntimeException {
    private final transient FailureCode failure;

    /** For the subclass of a contract; others call {@link FailureCode#exception}. */
    protected ContractException(FailureCode failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** Which of the declared failures this is. */
    public FailureCode failure() {
        return failure;
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? failure.name() : message;
    }
}
