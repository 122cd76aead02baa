package io.dormouse.gateway;

import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.ApprovalPage;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.GetApproval;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.ListRecords;
import io.dormouse.contracts.dns.RecordList;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The adapters as far as a gateway can tell, in memory, really bound to the bus. Remembers who asked for what. */
final class FakeServices {
    static final Instant THEN = Instant.parse("2026-02-03T04:05:06.000007Z");

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final Map<String, Approval> approvals = new ConcurrentHashMap<>();

    /** Where decisions are under way; empty: they are made at once. */
    volatile Optional<String> heldAt = Optional.empty();

    void reset() {
        calls.clear();
        heldAt = Optional.empty();
    }

    Future<List<MessageConsumer<?>>> bind(Vertx vertx) {
        return Future.all(approvals().bind(vertx), servers().bind(vertx), names().bind(vertx))
                .map(all -> all.list());
    }

    Call lastCall() {
        return calls.getLast();
    }

    Approval addApproval(String id) {
        Approval approval = new Approval(
                id,
                "Deploy?",
                List.of("sre"),
                "ada",
                "PENDING",
                Optional.empty(),
                Optional.empty(),
                THEN,
                Optional.empty());
        approvals.put(id, approval);
        return approval;
    }

    private Endpoint approvals() {
        return Endpoint.of(ApprovalService.class)
                .on("request", RequestApproval.class, (request, call) -> unused())
                .on("decide", DecideApproval.class, (request, call) -> {
                    calls.add(call);
                    call.requiredKey();
                    if (heldAt.isPresent()) return Future.succeededFuture(new Answer.InProgress(heldAt.get()));
                    return done(decide(request, call.actor()));
                })
                .on("get", GetApproval.class, (request, call) -> {
                    calls.add(call);
                    return done(approval(request.id()));
                })
                .on("list", ListApprovals.class, (request, call) -> {
                    calls.add(call);
                    return done(new ApprovalPage(approvals.values().stream().toList(), Optional.of("after-this")));
                });
    }

    private Approval approval(String id) {
        return Optional.ofNullable(approvals.get(id))
                .orElseThrow(() -> ApprovalFailure.APPROVAL_UNKNOWN.exception("there is no request %s".formatted(id)));
    }

    private Approval decide(DecideApproval request, String actor) {
        Approval asked = approval(request.id());
        if (!asked.state().equals("PENDING")) return asked;
        if (!request.groups().contains("*") && !request.groups().contains("sre")) {
            throw ApprovalFailure.NOT_AN_APPROVER.exception("%s may not decide %s".formatted(actor, asked.id()));
        }
        Approval decided = new Approval(
                asked.id(),
                asked.question(),
                asked.approvers(),
                asked.requester(),
                request.decision() == Verdict.APPROVE ? "APPROVED" : "REJECTED",
                Optional.of(request.comment()),
                Optional.of(actor),
                asked.createdAt(),
                Optional.of(THEN));
        approvals.put(asked.id(), decided);
        return decided;
    }

    private Endpoint servers() {
        return Endpoint.of(IaasService.class)
                .on("create", CreateServer.class, (request, call) -> unused())
                .on("delete", DeleteServer.class, (request, call) -> unused())
                .on("list", ListServers.class, (request, call) -> {
                    calls.add(call);
                    Server server = new Server("srv-1", "B6", "127.1.0.1", "RUNNING", THEN);
                    return done(new ServerPage(List.of(server), Optional.empty()));
                });
    }

    private Endpoint names() {
        return Endpoint.of(DnsService.class)
                .on("upsert", UpsertRecord.class, (request, call) -> unused())
                .on("delete", DeleteRecord.class, (request, call) -> unused())
                .on("list", ListRecords.class, (request, call) -> {
                    calls.add(call);
                    if (!request.zone().equals("demo.test")) {
                        throw DnsFailure.ZONE_NOT_SERVED.exception(
                                "the zone %s is not served here".formatted(request.zone()));
                    }
                    return done(new RecordList(List.of(new DnsRecord("web1.demo.test", "A", "127.1.0.1", 60))));
                });
    }

    static Future<Answer> done(Object result) {
        return Future.succeededFuture(new Answer.Done(result));
    }

    private static Future<Answer> unused() {
        throw new AssertionError("a gateway does not call this");
    }
}
