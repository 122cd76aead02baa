package io.dormouse.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Makes a request of an HTTP version other than 1.0 and 1.1 an invalid one, refused with 400. Vert.x would answer it with
 * 501 and nothing else, as if the server were to blame, and leaves no other way in than its pipeline.
 */
public final class HttpVersions extends ChannelInboundHandlerAdapter {
    private HttpVersions() {}

    /** Looks at every request of a connection. */
    public static void check(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) return;
        ChannelHandlerContext vertx = base.channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), "versions", new HttpVersions());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !known(request.protocolVersion())) {
            String version = request.protocolVersion().text();
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(
                    DecoderResult.failure(new IllegalArgumentException(version + " is not spoken here")));
        }
        context.fireChannelRead(message);
    }

    private static boolean known(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_0) || version.equals(HttpVersion.HTTP_1_1);
    }
}
