package io.dormouse.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is asked, always the same.
 *
 * @param request the whole of it as it goes over the wire
 * @param isRight whether an answer is what it must be
 */
public record Ask(Buffer request, Predicate<HttpAnswer> isRight) {
    /** A {@code POST} (RFC 9112) of JSON. @param fields further header fields */
    public static Ask post(String target, Map<String, String> fields, JsonObject json, Predicate<HttpAnswer> isRight) {
        Buffer body = json.toBuffer();
        String head = """
            POST %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Content-Length: %d\r
            %s\r
            """.formatted(target, body.length(), lines(fields));
        return new Ask(Buffer.buffer(head).appendBuffer(body), isRight);
    }

    /** A {@code GET}. @param fields further header fields */
    public static Ask get(String target, Map<String, String> fields, Predicate<HttpAnswer> isRight) {
        String head = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n".formatted(target, lines(fields));
        return new Ask(Buffer.buffer(head), isRight);
    }

    private static String lines(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "%s: %s\r\n".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining());
    }
}
