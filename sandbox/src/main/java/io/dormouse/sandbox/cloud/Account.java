package io.dormouse.sandbox.cloud;

/**
 * Who may use the cloud. Servers and tokens of one account are unknown to another.
 *
 * @param name what its servers are kept under
 * @param apiKey what it shows as bearer token
 * @param quota how many servers it may have at once
 */
public record Account(String name, String apiKey, int quota) {
    /** Checks that the account can be used. */
    public Account {
        if (name.isBlank() || apiKey.isBlank())
            throw new IllegalArgumentException("an account of the cloud needs a name and an API key");
        if (quota < 0) throw new IllegalArgumentException("the quota of account %s is below 0".formatted(name));
    }

    /** Never prints the key. */
    @Override
    public String toString() {
        return "Account[%s, quota %d]".formatted(name, quota);
    }
}
