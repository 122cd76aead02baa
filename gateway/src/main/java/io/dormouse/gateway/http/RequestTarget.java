package io.dormouse.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Looks at the target of a request before the router does, which would forgive: it merges {@code //}, drops a slash at the
 * end and climbs up dots, so that two spellings would reach one thing, and an empty id another.
 */
public final class RequestTarget {
    private static final Set<String> DOTS = Set.of(".", "..");

    private RequestTarget() {}

    /** Returns if the path may be routed; its pieces can then be percent-decoded once. */
    public static void check(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith("/"))
            throw Problem.pathUnknown("this target").exception();
        String decoded = Percent.decode("The path", path);
        if (path.equals("/")) return;
        for (String piece : path.substring(1).split("/", -1)) {
            if (piece.isEmpty() || DOTS.contains(Percent.decode("The path", piece)))
                throw Problem.pathUnknown(decoded).exception();
        }
    }
}
