package io.dormouse.sandbox.cloud;

/** A request that is answered with a problem; made by {@link CloudFailure#exception}. */
final class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CloudFailure failure;

    CloudException(CloudFailure failure, String sentence) {
        super(sentence, null, false, false);
        this.failure = failure;
    }

    CloudFailure failure() {
        return failure;
    }
}
