package io.dormouse.contracts.job;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * How a job ended.
 *
 * @param exitStatus 0: any other is a failure ({@link JobFailure#JOB_FAILED})
 * @param output what it printed, at most its last 64 KiB
 */
public record JobResult(int exitStatus, String output) {
    /** The form on the bus. */
    public static JsonObject toJson(JobResult record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static JobResult fromJson(JsonObject json) {
        return Wire.decode(json, JobResult.class);
    }
}
