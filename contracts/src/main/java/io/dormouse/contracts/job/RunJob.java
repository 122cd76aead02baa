package io.dormouse.contracts.job;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks that a named job runs on a server.
 *
 * @param job a job that the adapter is configured to run: {@code deploy}
 * @param address the server's address
 * @param argument the job's one argument, a word of {@code [A-Za-z0-9._:/@+-]{1,200}}: {@code 1.0}
 */
public record RunJob(String job, String address, String argument) {
    /** The form on the bus. */
    public static JsonObject toJson(RunJob record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RunJob fromJson(JsonObject json) {
        return Wire.decode(json, RunJob.class);
    }
}
