package io.dormouse.gateway.http;

import io.netty.channel.ChannelOutboundInvoker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection at once, with all that waits to be sent. What Vert.x calls close first writes everything out, so with a
 * client that takes nothing it never ends; its own idle timeout closes as is done here.
 */
public final class HangUp {
    private HangUp() {}

    /** On the client of the HTTP API. */
    public static void on(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) close(base.channelHandlerContext());
        else connection.close();
    }

    /** On the client of the bridge. */
    public static void on(NetSocket socket) {
        if (socket instanceof NetSocketInternal open) close(open.channelHandlerContext());
        else socket.close();
    }

    private static void close(ChannelOutboundInvoker channel) {
        channel.close();
    }
}
