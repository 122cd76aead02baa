package io.dormouse.approval;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.KeyedUndo;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalException;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.ApprovalPage;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.GetApproval;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.RequestApproval;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/** What the methods of {@link ApprovalService} do. Both changes are made in the ledger's transaction. */
final class ApprovalEndpoint {
    private final Pool pool;
    private final Deciders deciders;

    ApprovalEndpoint(Pool pool, Deciders deciders) {
        this.pool = pool;
        this.deciders = deciders;
    }

    KeyedEndpoint on(Vertx vertx, Ledger ledger) {
        return KeyedEndpoint.of(vertx, ApprovalService.class, ledger)
                .checked(RequestApproval.class, Limits::check)
                .checked(DecideApproval.class, Limits::check)
                .checked(GetApproval.class, Limits::check)
                .checked(ListApprovals.class, Limits::check)
                .keyedInTransaction("request", RequestApproval.class, Approval.class, this::request, this::withdraw)
                .keyedInTransaction("decide", DecideApproval.class, Approval.class, this::decide)
                .query("get", GetApproval.class, request -> Approvals.get(pool, request.id()))
                .query("list", ListApprovals.class, this::list);
    }

    private Future<Approval> request(RequestApproval request, Attempt attempt, SqlConnection connection) {
        return Approvals.insert(connection, request, attempt.actor(), attempt.key())
                .compose(isNew -> Approvals.get(connection, request.id()))
                .map(approval -> theSame(approval, request, attempt.actor()));
    }

    private static Approval theSame(Approval approval, RequestApproval request, String requester) {
        boolean same = approval.question().equals(request.question())
                && approval.approvers().equals(request.approvers())
                && approval.requester().equals(requester);
        if (same) return approval;
        throw Limits.refused(
                "the id %s is taken by another request, which asks: %s".formatted(request.id(), approval.question()));
    }

    private Future<Approval> decide(DecideApproval request, Attempt attempt, SqlConnection connection) {
        return Approvals.lock(connection, request.id()).compose(approval -> {
            if (approval.state().equals(Approvals.WITHDRAWN)) throw withdrawn(approval);
            if (!approval.state().equals(Approvals.PENDING)) return Future.succeededFuture(approval);
            deciders.demand(approval, attempt.actor(), request.groups());
            return Approvals.decide(connection, request.id(), request.decision(), request.comment(), attempt.actor())
                    .compose(decided -> OutboxTable.put(connection, decided).map(decided));
        });
    }

    private static ApprovalException withdrawn(Approval approval) {
        return ApprovalFailure.APPROVAL_WITHDRAWN.exception(
                "the request %s of %s was withdrawn, because what asked does not wait for it any more; there is nothing to decide"
                        .formatted(approval.id(), approval.requester()));
    }

    /** Whoever decides at the same time comes first, and the decision stands, or comes too late. */
    private Future<KeyedUndo.Undone> withdraw(RequestApproval request, Attempt attempt, SqlConnection connection) {
        return Approvals.withdraw(connection, request.id(), attempt.key());
    }

    private Future<ApprovalPage> list(ListApprovals request) {
        return Approvals.list(pool, request);
    }
}
