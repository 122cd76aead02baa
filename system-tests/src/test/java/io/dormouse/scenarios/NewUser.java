package io.dormouse.scenarios;

/** What a new user has after the first {@code ./dormouse up}. */
record NewUser(Site site, Running up, Api api) implements AutoCloseable {
    static NewUser arrives() {
        return Site.fresh(site -> {
            Running up = site.up();
            return new NewUser(site, up, up.api());
        });
    }

    @Override
    public void close() {
        api.close();
        site.close();
    }
}
