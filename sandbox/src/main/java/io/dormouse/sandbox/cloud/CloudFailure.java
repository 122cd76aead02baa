package io.dormouse.sandbox.cloud;

/** Why the cloud does not do what it is asked, as {@code code} of the problem that is answered. */
enum CloudFailure {
    REQUEST_INVALID(400, "The request is invalid"),
    UNAUTHORIZED(401, "An API key is needed"),
    PATH_UNKNOWN(404, "There is nothing here"),
    MODEL_UNKNOWN(404, "There is no such model"),
    SERVER_UNKNOWN(404, "There is no such server"),
    METHOD_NOT_ALLOWED(405, "The path does not know this method"),
    CAPACITY_EXHAUSTED(409, "No server is left"),
    TOKEN_REUSED(409, "The token belongs to another request"),
    SERVER_GONE(410, "The server of this token is deleted"),
    REQUEST_TOO_LARGE(413, "The request is too large"),
    MEDIA_TYPE_UNKNOWN(415, "The body is not JSON"),
    QUOTA_EXCEEDED(429, "The account has all the servers it may have"),
    UNAVAILABLE(503, "The cloud cannot answer right now");

    private final int status;
    private final String title;

    CloudFailure(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The failure, with a sentence for whoever asked. */
    CloudException exception(String sentence) {
        return new CloudException(this, sentence);
    }
}
