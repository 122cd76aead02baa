package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The cluster as one node of the workflow service sees it now.
 *
 * @param partitions how many there are
 * @param unowned how many of them nobody owns: they are being handed over, or their node has died
 * @param members the members that it sees; and nodes that still own partitions though it sees them no more
 */
public record ClusterView(int partitions, int unowned, List<MemberView> members) {
    /** The form on the bus. */
    public static JsonObject toJson(ClusterView record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ClusterView fromJson(JsonObject json) {
        return Wire.decode(json, ClusterView.class);
    }
}
