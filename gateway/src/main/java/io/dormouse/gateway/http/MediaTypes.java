package io.dormouse.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** What a client sends and what it takes, RFC 9110 §8.3, §8.4 and §12.5.1. This API speaks JSON and nothing else. */
public final class MediaTypes {
    private MediaTypes() {}

    /** Refuses with 406 if no answer of this type would be taken. */
    public static void checkAccept(RoutingContext context, String type) {
        List<MIMEHeader> ranges = context.parsedHeaders().accept();
        if (!ranges.isEmpty() && ranges.stream().noneMatch(range -> takes(range, type))) {
            throw Problem.notAcceptable(type).exception();
        }
    }

    /** Refuses with 415 if the body is said to be something else than plain JSON; what is not said is taken for it. */
    public static void checkContentType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type != null
                && !type.toLowerCase(Locale.ROOT)
                        .matches("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?")) {
            throw Problem.unsupportedMediaType(
                            "The body must be JSON in UTF-8; send it with Content-Type: application/json.")
                    .exception();
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupportedMediaType("The body must not be compressed; send it without Content-Encoding.")
                    .exception();
        }
    }

    private static boolean takes(MIMEHeader range, String type) {
        String component = type.substring(0, type.indexOf('/'));
        String subComponent = type.substring(type.indexOf('/') + 1);
        return range.weight() > 0
                && (range.component().equals("*") || range.component().equalsIgnoreCase(component))
                && (range.subComponent().equals("*") || range.subComponent().equalsIgnoreCase(subComponent));
    }
}
