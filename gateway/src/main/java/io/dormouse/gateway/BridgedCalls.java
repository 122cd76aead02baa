package io.dormouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Question;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.audit.AuditRow;
import io.dormouse.gateway.bridge.BridgeAnswer;
import io.dormouse.gateway.bridge.BridgeCall;
import io.dormouse.gateway.bridge.BridgeCalls;
import io.dormouse.gateway.http.CanonicalJson;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What clients of the bridge ask for, under the rules of the HTTP API: the actor and the groups are the token's, a change is
 * written down before it is passed on, and under the same key it is made once.
 */
final class BridgedCalls implements BridgeCalls {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:/~-]{1,200}");
    private static final int LONGEST_NOTE = 1_000;

    private final Services services;
    private final AuditLog audit;
    private final Answers answers;

    BridgedCalls(Services services, AuditLog audit, Answers answers) {
        this.services = services;
        this.audit = audit;
        this.answers = answers;
    }

    @Override
    public boolean isService(String address) {
        return BridgedActions.isService(address);
    }

    @Override
    public Future<BridgeAnswer> make(BridgeCall call) {
        BridgedActions.Bridged action = BridgedActions.find(call.service(), call.action())
                .orElseThrow(() -> CallFailure.INVALID_REQUEST.exception(
                        "%s has no action %.60s for clients of the bridge".formatted(call.service(), call.action())));
        if (action.effect() == BridgedActions.Effect.READ) return ask(call, Optional.empty());

        String given = key(call);
        check(call);
        AuditRow row = row(call, action, given);
        Future<Void> noted = call.again() ? Future.succeededFuture() : audit.write(row);
        return noted.compose(durable -> change(call, action.effect(), given, row));
    }

    private static String key(BridgeCall call) {
        String key = call.key()
                .orElseThrow(() -> CallFailure.KEY_MISSING.exception(
                        "%s changes something, so it needs the header dormouse-key with a key of its own; nothing was done"
                                .formatted(call.action())));
        if (KEY.matcher(key).matches()) return key;
        throw CallFailure.INVALID_REQUEST.exception(
                "the header dormouse-key must have 1 to 200 letters, digits and ._:/~- ; nothing was done");
    }

    /** What only the engine and the gateway may say of others. */
    private static void check(BridgeCall call) {
        if (!(call.body().get("request") instanceof ObjectNode request)) return;
        switch (call.service() + " " + call.action()) {
            case WorkflowService.ADDRESS + " start" -> {
                if (request.hasNonNull("parent"))
                    throw CallFailure.INVALID_REQUEST.exception(
                            "only the engine starts children; start it without a parent");
            }
            case WorkflowService.ADDRESS + " trigger" ->
                Events.allowed(request.path("event").asText());
            case ApprovalService.ADDRESS + " decide" -> {
                ArrayNode groups = request.putArray("groups");
                call.caller().groups().forEach(groups::add);
            }
            default -> {}
        }
    }

    private Future<BridgeAnswer> change(BridgeCall call, BridgedActions.Effect effect, String key, AuditRow row) {
        return switch (effect) {
            case LEDGER -> ask(call, Optional.of(ledgerKey(call.caller().name(), key)));
            case ONCE -> once(call, key, row);
            default -> ask(call, Optional.of(key));
        };
    }

    /** A key that no workflow's call has and nobody else's, so that nobody can take or cancel what is another's. */
    static String ledgerKey(String actor, String key) {
        return "gateway/%s/%s".formatted(actor, key);
    }

    private Future<BridgeAnswer> once(BridgeCall call, String key, AuditRow row) {
        String digest = CanonicalJson.digest(List.of(row.action(), row.target()), call.body());
        Answers.Name name = new Answers.Name(call.caller().name(), "bridge/" + key);
        return answers.once(
                        name,
                        digest,
                        () -> ask(call, Optional.of(key))
                                .map(answer -> Reply.ok(Objects.requireNonNullElseGet(answer.body(), JsonObject::new))))
                .map(reply -> new BridgeAnswer(new JsonObject(Reply.text(reply.body())), Map.of()));
    }

    private Future<BridgeAnswer> ask(BridgeCall call, Optional<String> key) {
        JsonObject body = new JsonObject(call.body().toString());
        return services.ask(new Question(
                        call.address(), call.action(), body, key, call.caller().name()))
                .map(answer -> {
                    Map<String, String> headers = new LinkedHashMap<>();
                    answer.headers().forEach(headers::put);
                    return new BridgeAnswer(answer.body(), headers);
                });
    }

    private static AuditRow row(BridgeCall call, BridgedActions.Bridged action, String key) {
        JsonNode request = call.body().path("request");
        Map<String, Object> detail = new TreeMap<>(Map.of("key", key, "via", "bridge", "service", call.service()));
        action.noted().forEach(field -> {
            JsonNode value = request.path(field);
            if (!value.isMissingNode() && !value.isNull()) detail.put(field, note(value));
        });
        return new AuditRow(
                call.caller().name(), call.source(), call.action(), target(request, action, key), Reply.text(detail));
    }

    private static String target(JsonNode request, BridgedActions.Bridged action, String key) {
        if (action.target().equals("*")) return "*";
        String target = request.path(action.target()).asText();
        return target.isEmpty() ? key : cut(target);
    }

    private static Object note(JsonNode value) {
        return value.isContainerNode() ? cut(value.toString()) : cut(value.asText());
    }

    /** What is refused later is written down too, and need not be whole. */
    private static String cut(String text) {
        if (text.length() <= LONGEST_NOTE) return text;
        int end = Character.isHighSurrogate(text.charAt(LONGEST_NOTE - 1)) ? LONGEST_NOTE - 1 : LONGEST_NOTE;
        return text.substring(0, end);
    }
}
