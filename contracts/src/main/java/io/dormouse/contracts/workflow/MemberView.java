package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * One process of the cluster.
 *
 * @param name the name of this life of the process; a restart has another
 * @param role what it does: {@code workflow}, {@code gateway}, {@code dns} …
 * @param address where it listens for the others, {@code host:port}
 * @param visible whether it is a member of the cluster; one that is not may still own partitions until they are taken
 * @param partitions how many partitions it owns; for nodes of the workflow service
 * @param silentMillis how long ago its heart beat last, by the database's clock; for nodes of the workflow service
 * @param definitions what it can run, as {@code name/version}; for nodes of the workflow service
 */
public record MemberView(
        String name,
        String role,
        String address,
        boolean visible,
        Optional<Integer> partitions,
        Optional<Long> silentMillis,
        Optional<List<String>> definitions) {
    /** The form on the bus. */
    public static JsonObject toJson(MemberView record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static MemberView fromJson(JsonObject json) {
        return Wire.decode(json, MemberView.class);
    }
}
