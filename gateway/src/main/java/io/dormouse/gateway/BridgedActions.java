package io.dormouse.gateway;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.workflow.WorkflowService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be asked over the bridge: each service, each of its actions, and what the audit log says about it. */
final class BridgedActions {
    private static final Map<String, Map<String, Bridged>> ALL = new HashMap<>();

    /** What asking again with the same key does. */
    enum Effect {
        /** Nothing is changed, so there is no key. */
        READ,
        /** The service makes it once for the key. */
        KEYED,
        /** The service makes it once for the key, and the keys of all its callers, workflows above all, are one room. */
        LEDGER,
        /** The service would make it again. */
        ONCE
    }

    /**
     * An action.
     *
     * @param target the field of the request that says to which thing; empty: the key does
     * @param noted further fields for the audit row; never people's data
     */
    record Bridged(Effect effect, String target, List<String> noted) {}

    static {
        String workflows = WorkflowService.ADDRESS;
        reads(workflows, "get", "awaitEnd", "list", "journal", "journals", "definitions", "cluster");
        put(workflows, "start", Effect.KEYED, "id", "name", "version");
        put(workflows, "signal", Effect.KEYED, "id", "name");
        put(workflows, "trigger", Effect.KEYED, "event");
        put(workflows, "fork", Effect.KEYED, "id", "run", "position", "reason");
        put(workflows, "pauseMatching", Effect.KEYED, "*", "name", "status", "tags", "reason");
        put(workflows, "resumeMatching", Effect.KEYED, "*", "name", "status", "tags", "reason");
        for (String order : List.of("cancel", "terminate", "pause", "resume"))
            put(workflows, order, Effect.ONCE, "id", "reason");
        put(workflows, "retry", Effect.ONCE, "id", "seq", "reason");
        put(workflows, "complete", Effect.ONCE, "id", "run", "seq", "reason");
        put(workflows, "rewind", Effect.ONCE, "id", "position", "reason");

        reads(ApprovalService.ADDRESS, "get", "list");
        put(ApprovalService.ADDRESS, "request", Effect.LEDGER, "id", "approvers");
        put(ApprovalService.ADDRESS, "decide", Effect.LEDGER, "id", "decision", "comment");
        reads(DnsService.ADDRESS, "list");
        put(DnsService.ADDRESS, "upsert", Effect.LEDGER, "name", "type", "value", "ttl");
        put(DnsService.ADDRESS, "delete", Effect.LEDGER, "name", "type");
        reads(IaasService.ADDRESS, "list");
        put(IaasService.ADDRESS, "create", Effect.LEDGER, "", "model");
        put(IaasService.ADDRESS, "delete", Effect.LEDGER, "id");
        put(JobService.ADDRESS, "run", Effect.LEDGER, "address", "job", "argument");
        for (String keyed :
                List.of(ApprovalService.ADDRESS, DnsService.ADDRESS, IaasService.ADDRESS, JobService.ADDRESS))
            put(keyed, Headers.CANCEL, Effect.LEDGER, "");
    }

    private BridgedActions() {}

    static boolean isService(String address) {
        return ALL.containsKey(address);
    }

    /** Empty for an action that the service does not have, or that is the engine's own. */
    static Optional<Bridged> find(String service, String action) {
        return Optional.ofNullable(ALL.getOrDefault(service, Map.of()).get(action));
    }

    private static void reads(String service, String... actions) {
        for (String action : actions) put(service, action, Effect.READ, "");
    }

    private static void put(String service, String action, Effect effect, String target, String... noted) {
        ALL.computeIfAbsent(service, first -> new HashMap<>()).put(action, new Bridged(effect, target, List.of(noted)));
    }
}
