package io.dormouse.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dormouse.contracts.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer with a body of JSON, in which what is absent is written as null: the fields are always the same.
 *
 * @param status the HTTP status
 * @param body a record of the contracts, or a {@link Listing}
 * @param headers further headers
 */
public record Reply(int status, Object body, Map<String, String> headers) {
    /** The media type of every body. */
    public static final String MEDIA_TYPE = "application/json";

    private static final ObjectWriter WRITER = Wire.MAPPER
            .copy()
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
            .writer();

    /** A page of things. @param next where the next page begins; empty on the last */
    public record Listing(List<?> items, Optional<?> next) {}

    /** 200. */
    public static Reply ok(Object body) {
        return new Reply(200, body, Map.of());
    }

    /** 201: the workflow of this id was made by this request. */
    public static Reply created(String id, Object body) {
        String location = "/api/v1/workflows/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return new Reply(201, body, Map.of("Location", location));
    }

    /** 200 with a page of things. */
    public static Reply page(List<?> items, Optional<?> next) {
        return ok(new Listing(items, next));
    }

    /** The JSON of any answer. */
    public static String text(Object body) {
        try {
            return WRITER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what came over the bus can be written as JSON", e);
        }
    }

    /** Answers with it, unless the client is gone. */
    public void send(HttpServerResponse response) throws JsonProcessingException {
        byte[] json = WRITER.writeValueAsBytes(body);
        if (response.headWritten() || response.closed()) return;
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader("Content-Type", MEDIA_TYPE)
                .putHeader("Content-Length", String.valueOf(json.length))
                .end(Buffer.buffer(json));
    }
}
