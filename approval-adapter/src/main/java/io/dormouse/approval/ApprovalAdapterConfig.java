package io.dormouse.approval;

import io.dormouse.host.Database;
import java.util.Set;

/**
 * What the approval adapter needs to know.
 *
 * @param database the schema {@code approval} and the role that owns it
 * @param mayDecideOwn groups whose members may decide what they asked for themselves; whoever is in the group {@code *} is in
 *     every group and always may
 */
public record ApprovalAdapterConfig(Database database, Set<String> mayDecideOwn) {
    /** The group of those who are in every group. */
    public static final String EVERY_GROUP = "*";

    /** Copies the groups. */
    public ApprovalAdapterConfig {
        mayDecideOwn = Set.copyOf(mayDecideOwn);
    }

    /** Nobody decides their own requests, but for those who are in every group. */
    public static ApprovalAdapterConfig of(Database database) {
        return new ApprovalAdapterConfig(database, Set.of());
    }
}
