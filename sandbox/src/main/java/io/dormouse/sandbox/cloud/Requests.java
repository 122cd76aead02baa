package io.dormouse.sandbox.cloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From what came over HTTP to what it means, or to a sentence that says what is wrong with it. */
final class Requests {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:/@+~-]{1,300}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;
    private static final String MODEL = "model";
    private static final List<String> QUERY = List.of("token", "limit", "cursor");

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Requests() {}

    /** A page of a list: at most {@code limit} servers with a number over {@code after}, only that of the token if there is one. */
    record Page(Optional<String> token, long after, int limit) {}

    /** Reads {@code POST /v1/servers}. */
    static Order order(RoutingContext context) {
        List<String> tokens = context.request().headers().getAll("Idempotency-Key");
        if (tokens.size() != 1)
            throw invalid(
                    "the header Idempotency-Key must be there once; it names your wish, so that asking twice makes one"
                            + " server");
        return new Order(
                ApiKeys.account(context), token("the header Idempotency-Key", tokens.getFirst()), model(context));
    }

    private static String model(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw CloudFailure.MEDIA_TYPE_UNKNOWN.exception("the body is %s, not application/json".formatted(type));
        }
        JsonNode body = parse(context.body().buffer());
        for (String name : (Iterable<String>) body::fieldNames) {
            if (!name.equals(MODEL)) throw invalid("there is no field %s; the one field is model".formatted(name));
        }
        JsonNode model = body.get(MODEL);
        if (model == null || !model.isTextual()) throw invalid("the field model must be a text, such as \"B6\"");
        return model.textValue();
    }

    private static JsonNode parse(@Nullable Buffer body) {
        try {
            JsonNode json = MAPPER.readTree(body == null ? "" : body.toString(StandardCharsets.UTF_8));
            if (!json.isObject()) throw invalid("the body must be a JSON object such as {\"model\": \"B6\"}");
            return json;
        } catch (JsonProcessingException e) {
            throw invalid("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Reads the query of {@code GET /v1/servers}. */
    static Page page(RoutingContext context) {
        MultiMap query = context.queryParams();
        for (String name : query.names()) {
            if (!QUERY.contains(name))
                throw invalid("there is no query parameter %s; there are %s".formatted(name, QUERY));
            if (query.getAll(name).size() > 1)
                throw invalid("the query parameter %s is given more than once".formatted(name));
        }
        Optional<String> token = Optional.ofNullable(query.get("token")).map(text -> token("the token", text));
        long after = Optional.ofNullable(query.get("cursor"))
                .map(text -> number("cursor", text))
                .orElse(0L);
        long limit = Optional.ofNullable(query.get("limit"))
                .map(text -> number("limit", text))
                .orElse((long) USUAL_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT)
            throw invalid("the limit %d is not between 1 and %d".formatted(limit, MAX_LIMIT));
        return new Page(token, after, (int) limit);
    }

    /** Whether a text can be the id of a server at all. */
    static boolean couldBeId(String text) {
        return ID.matcher(text).matches();
    }

    private static String token(String what, String text) {
        if (TOKEN.matcher(text).matches()) return text;
        throw invalid("%s must be 1 to 300 characters of A-Z a-z 0-9 . _ : / @ + ~ -".formatted(what));
    }

    private static long number(String what, String text) {
        if (NUMBER.matcher(text).matches()) return Long.parseLong(text);
        throw invalid("the %s \"%s\" is not a number of ours".formatted(what, text));
    }

    private static CloudException invalid(String sentence) {
        return CloudFailure.REQUEST_INVALID.exception(sentence);
    }
}
