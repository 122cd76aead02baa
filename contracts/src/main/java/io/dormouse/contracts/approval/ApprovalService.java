package io.dormouse.contracts.approval;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** Asks people and keeps what they decide; changes need a key and happen once. When a request is decided, the event {@code approval:<id>} is triggered with the {@link Approval}. */
@ProxyGen
@FailsWith(ApprovalFailure.class)
public interface ApprovalService {
    /** Where the service listens on the bus. */
    String ADDRESS = "approval.v1";

    /** Makes the request known. Keyed; answers at once, not when it is decided. Cancelling its key withdraws it if nobody has decided. */
    Future<Approval> request(RequestApproval request);

    /** Decides. The first decision wins; a later one is answered with what was decided. Keyed. */
    Future<Approval> decide(DecideApproval request);

    /** Reads one request. */
    Future<Approval> get(GetApproval request);

    /** Reads requests. */
    Future<ApprovalPage> list(ListApprovals request);
}
