package io.dormouse.gateway;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.gateway.audit.AuditLog;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Makes changes of workflows: the audit row first and, only when that is durable, the call. */
final class Changes {
    private final Services services;
    private final AuditLog audit;

    Changes(Services services, AuditLog audit) {
        this.services = services;
        this.audit = audit;
    }

    /** What the client calls its change, or else a name of our own. */
    static String key(Exchange exchange) {
        return exchange.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
    }

    /**
     * Makes a change.
     *
     * @param target the workflow or event
     * @param detail for the audit row; never people's data
     * @param key asked again with the same one, the change is made once
     */
    <T> Future<T> make(
            Exchange exchange,
            String action,
            String target,
            Map<String, ?> detail,
            String key,
            Function<WorkflowService, Future<T>> change) {
        Map<String, Object> noted = new TreeMap<>(detail);
        noted.put("key", key);
        return audit.write(exchange.audited(action, target, Wire.text(noted)))
                .compose(durable ->
                        change.apply(services.workflows(exchange.caller().name(), key)));
    }
}
