package io.dormouse.bench.dbos;

/** The workflow as callers see it; DBOS makes a proxy of it. */
interface TenSteps {
    int run();
}
