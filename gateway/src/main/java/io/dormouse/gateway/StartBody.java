package io.dormouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dormouse.contracts.workflow.FirstSignal;
import io.dormouse.gateway.http.CanonicalJson;
import io.dormouse.gateway.http.Fields;
import java.util.List;
import java.util.Optional;

/** The body of a start that comes with a signal: {@code input}, {@code payload} and, if the client likes, {@code signalId}. */
record StartBody(JsonNode input, FirstSignal signal) {
    private static final int LONGEST_ID = 200;
    private static final int ENOUGH = 32;

    static StartBody of(JsonNode body, String signal) {
        Fields fields = Fields.of(body, List.of("input", "payload", "signalId"));
        String name = Signals.checkedName(signal);
        JsonNode payload = fields.json("payload").orElse(NullNode.getInstance());
        String signalId =
                fields.text("signalId", LONGEST_ID).filter(id -> !id.isEmpty()).orElseGet(() -> madeOf(name, payload));
        return new StartBody(
                fields.json("input").orElseThrow(() -> fields.missing("input")),
                new FirstSignal(name, payload, Optional.of(signalId)));
    }

    /**
     * The Idempotency-Key is the workflow's id and cannot be the signal's as well: a second start of the same workflow may
     * bring another signal, which must not be taken for the first one. So what was sent twice is told by what it says.
     */
    private static String madeOf(String name, JsonNode payload) {
        return "start:" + CanonicalJson.digest(List.of(name), payload).substring(0, ENOUGH);
    }
}
