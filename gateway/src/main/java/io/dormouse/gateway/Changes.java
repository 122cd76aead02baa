package io.dormouse.gateway;

import io.dormouse.contracts.FreshKey;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.http.CanonicalJson;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes changes of workflows: the audit row first and, only when that is durable, the call. */
final class Changes {
    private final Services services;
    private final AuditLog audit;
    private final Answers answers;

    Changes(Services services, AuditLog audit, Answers answers) {
        this.services = services;
        this.audit = audit;
        this.answers = answers;
    }

    /** What the client calls its change, or else a name of our own. */
    static String key(Exchange exchange) {
        return exchange.idempotencyKey().orElseGet(FreshKey::make);
    }

    /**
     * Makes a change that the service itself makes once for a key.
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
        return noted(exchange, action, target, detail, key)
                .compose(durable ->
                        change.apply(services.workflows(exchange.caller().name(), key)));
    }

    /** Makes a change whose first answer says more than a repeated one; under the same Idempotency-Key it is answered again. */
    Future<Reply> makeOnce(
            Exchange exchange,
            String action,
            String target,
            Map<String, ?> detail,
            Function<Call, Future<Reply>> change) {
        String actor = exchange.caller().name();
        String key = key(exchange);
        Call call = new Call(services, actor, key);
        String digest = CanonicalJson.digest(List.of(action, target), exchange.body());
        return noted(exchange, action, target, detail, key)
                .compose(durable -> exchange.idempotencyKey().isEmpty()
                        ? change.apply(call)
                        : answers.once(new Answers.Name(actor, key), digest, () -> change.apply(call)));
    }

    /** On whose behalf a change is made, and under which key. */
    record Call(Services services, String actor, String key) {
        WorkflowService workflows() {
            return services.workflows(actor, key);
        }
    }

    private Future<Void> noted(Exchange exchange, String action, String target, Map<String, ?> detail, String key) {
        Map<String, Object> noted = new TreeMap<>(detail);
        noted.put("key", key);
        return audit.write(exchange.audited(action, target, Wire.text(noted)));
    }
}
