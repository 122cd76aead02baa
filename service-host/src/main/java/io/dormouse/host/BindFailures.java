package io.dormouse.host;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;

/**
 * A socket that gets no address fails with a {@link BindException} that names the address, whatever sockets these are. Those of
 * Linux fail with an {@link IOException} and a number, and whoever would take another port then does not know it.
 */
@Sharable
final class BindFailures extends ChannelOutboundHandlerAdapter {
    private static final BindFailures ALL = new BindFailures();

    private BindFailures() {}

    /** The same channel. */
    static <C extends Channel> C named(C channel) {
        channel.pipeline().addFirst(ALL);
        return channel;
    }

    @Override
    public void bind(ChannelHandlerContext context, SocketAddress address, ChannelPromise bound) {
        context.bind(address).addListener(ended -> {
            if (ended.isSuccess()) bound.trySuccess();
            else
                bound.tryFailure(
                        ended.cause() instanceof IOException failure ? refused(address, failure) : ended.cause());
        });
    }

    private static BindException refused(SocketAddress address, IOException failure) {
        String said = String.valueOf(failure.getMessage());
        // "bind(..) failed with error(-98): Address already in use"
        String reason = said.substring(said.lastIndexOf(": ") < 0 ? 0 : said.lastIndexOf(": ") + 2);
        BindException refused = new BindException("cannot listen on %s: %s".formatted(address, reason));
        refused.addSuppressed(failure);
        return refused;
    }
}
