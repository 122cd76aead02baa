package io.dormouse.approval;

import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalFailure;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Who may decide what. Names and groups are as the gateway authenticated them. */
final class Deciders {
    private final Set<String> mayDecideOwn;

    Deciders(Set<String> mayDecideOwn) {
        this.mayDecideOwn = mayDecideOwn;
    }

    /** Throws if this person may not decide this request. */
    void demand(Approval approval, String decider, Collection<String> groups) {
        if (groups.contains(ApprovalAdapterConfig.EVERY_GROUP)) return;
        List<String> approvers = approval.approvers();
        if (!approvers.isEmpty() && !approvers.contains(decider) && Collections.disjoint(approvers, groups)) {
            throw ApprovalFailure.NOT_AN_APPROVER.exception("%s may not decide %s; it waits for %s"
                    .formatted(decider, approval.id(), String.join(", ", approvers)));
        }
        if (approval.requester().equals(decider) && Collections.disjoint(mayDecideOwn, groups)) {
            throw ApprovalFailure.OWN_REQUEST.exception(
                    "%s asked for %s, so somebody else has to decide it".formatted(decider, approval.id()));
        }
    }
}
