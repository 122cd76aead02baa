package io.dormouse.sandbox.cloud;

/**
 * A wish for a server.
 *
 * @param account who asks
 * @param token the client's name for this wish: the same wish again is the same server
 * @param model what kind
 */
record Order(Account account, String token, String model) {
    /** What makes two orders the same wish. */
    Wish wish() {
        return new Wish(account.name(), token);
    }

    /** A token of an account. */
    record Wish(String account, String token) {}
}
