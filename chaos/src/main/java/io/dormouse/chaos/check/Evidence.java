package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that anybody knows when everything has come to rest.
 *
 * @param wishes of the clients
 * @param workflows by id
 * @param journals by workflow, ordered by run and position
 * @param signalIds by workflow
 * @param events by key
 * @param operations of all ledgers, by schema and key
 * @param requests for decisions, by id
 * @param servers that there ever were at the provider
 * @param deploys that servers have done, in their order
 * @param names with the addresses that they lead to, as the name server gives them
 * @param leftovers what should have been cleaned up, a sentence each
 * @param trespasses of nodes that wrote to what they did not own, a sentence each
 * @param audited keys under which the gateways noted a change
 * @param noted how often the workflow service noted an action, by action and target
 */
record Evidence(
        Wishes wishes,
        Map<String, WorkflowRow> workflows,
        Map<String, List<EntryRow>> journals,
        Map<String, Set<String>> signalIds,
        Map<String, EventRow> events,
        Map<LedgerKey, OperationRow> operations,
        Map<String, RequestRow> requests,
        List<ServerRow> servers,
        List<DeployRow> deploys,
        Map<String, List<String>> names,
        List<String> leftovers,
        List<String> trespasses,
        Set<String> audited,
        Map<Noted, Integer> noted) {

    /** @param parent whose child it is; empty if nobody's */
    record WorkflowRow(
            String id, String name, String status, int run, JsonNode result, String failure, Optional<String> parent) {
        boolean hasEnded() {
            return switch (status) {
                case "COMPLETED", "FAILED", "CANCELLED", "TERMINATED" -> true;
                default -> false;
            };
        }

        boolean isCompleted() {
            return status.equals("COMPLETED");
        }
    }

    record EventRow(String key, JsonNode value, boolean open) {}

    record LedgerKey(String schema, String key) {
        /** The workflow whose call it is, or who else asked. */
        String workflow() {
            int seq = key.lastIndexOf('/');
            int run = key.lastIndexOf('/', seq - 1);
            return run < 0 ? key : key.substring(0, run);
        }
    }

    /** @param result what the outcome is, if it is a success; missing otherwise */
    record OperationRow(LedgerKey id, String action, String state, int attempt, JsonNode request, JsonNode result) {}

    record RequestRow(String id, String state, String comment, String decidedBy) {
        boolean isDecided() {
            return state.equals("APPROVED") || state.equals("REJECTED");
        }
    }

    /** @param lives whether the provider has it now */
    record ServerRow(String id, String token, String address, boolean lives) {}

    record DeployRow(String server, String key, String release) {
        String workflow() {
            return new LedgerKey("", key).workflow();
        }
    }

    /** A line of the workflow service's audit. */
    record Noted(String action, String target) {}

    List<EntryRow> journal(String id) {
        return journals.getOrDefault(id, List.of());
    }

    /** What a workflow was started with, as its journal has it. */
    JsonNode input(String id) {
        List<EntryRow> journal = journal(id);
        return journal.isEmpty()
                ? MissingNode.getInstance()
                : journal.getFirst().body().path("input");
    }
}
