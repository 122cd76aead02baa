package io.dormouse.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.contracts.Wire;
import io.dormouse.gateway.http.JsonBody;
import io.dormouse.gateway.http.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What a client says: one JSON object. Fields that the bridge has no use for are passed over, as the protocol has it. */
record Frame(ObjectNode json) {
    /** The longest address, reply address or header; more than any of ours. */
    private static final int LONGEST_TEXT = 400;

    static Frame parse(Buffer bytes) {
        try {
            if (JsonBody.read("The frame", bytes) instanceof ObjectNode object) return new Frame(object);
        } catch (ProblemException e) {
            throw BridgeRefusal.BAD_FRAME.exception(e.problem().detail());
        }
        throw BridgeRefusal.BAD_FRAME.exception(
                "The frame is not a JSON object; send one with type, address, replyAddress, headers and body.");
    }

    String type() {
        return text(json, "type")
                .orElseThrow(() -> BridgeRefusal.BAD_FRAME.exception("The frame has no type; send or ping."));
    }

    Optional<String> address() {
        return text(json, "address");
    }

    /** What the client tells its answers apart by; it never reaches the bus. */
    Optional<String> replyAddress() {
        return text(json, "replyAddress");
    }

    Optional<String> header(String name) {
        JsonNode headers = json.path("headers");
        if (!headers.isObject() && !headers.isMissingNode() && !headers.isNull())
            throw BridgeRefusal.BAD_FRAME.exception("The headers of the frame are not an object.");
        return text(headers, name);
    }

    ObjectNode body() {
        JsonNode body = json.path("body");
        if (body instanceof ObjectNode object) return object;
        if (body.isMissingNode() || body.isNull()) return Wire.MAPPER.createObjectNode();
        throw BridgeRefusal.BAD_FRAME.exception("The body of the frame is not an object of arguments.");
    }

    /** A field for a refusal, which must not fail on what it refuses. */
    Optional<String> legible(String field) {
        return Optional.ofNullable(json.path(field).textValue()).filter(text -> text.length() <= LONGEST_TEXT);
    }

    private static Optional<String> text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isTextual() || value.textValue().length() > LONGEST_TEXT)
            throw BridgeRefusal.BAD_FRAME.exception(
                    "The field %s of the frame is not a text of at most %d characters.".formatted(field, LONGEST_TEXT));
        return Optional.of(value.textValue());
    }
}
