package io.dormouse.host;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.util.function.UnaryOperator;

/**
 * A socket that gets no address, or no connection, fails as Java's own do, whatever sockets these are: with a {@link BindException},
 * a {@link ConnectException} or a {@link NoRouteToHostException} that gives the reason in words and the address. Those of Linux fail
 * with the name of a system call and a number: whoever would take another port then does not know the failure, and whoever reads it
 * has to look the number up. What was thrown is kept as suppressed.
 */
@Sharable
final class SocketFailures extends ChannelOutboundHandlerAdapter {
    private static final SocketFailures ALL = new SocketFailures();

    private SocketFailures() {}

    /** The same channel. */
    static <C extends Channel> C named(C channel) {
        channel.pipeline().addFirst(ALL);
        return channel;
    }

    @Override
    public void bind(ChannelHandlerContext context, SocketAddress address, ChannelPromise bound) {
        context.bind(address, passingOn(bound, failure -> noAddress(address, failure)));
    }

    @Override
    public void connect(ChannelHandlerContext context, SocketAddress to, SocketAddress from, ChannelPromise connected) {
        context.connect(to, from, passingOn(connected, SocketFailures::noConnection));
    }

    private static ChannelPromise passingOn(ChannelPromise outcome, UnaryOperator<IOException> named) {
        ChannelPromise tried = outcome.channel().newPromise();
        tried.addListener(ended -> {
            if (ended.isSuccess()) outcome.trySuccess();
            else
                outcome.tryFailure(ended.cause() instanceof IOException failure ? named.apply(failure) : ended.cause());
        });
        return tried;
    }

    private static IOException noAddress(SocketAddress address, IOException failure) {
        return because(failure, new BindException("cannot listen on %s: %s".formatted(address, reason(failure))));
    }

    private static IOException noConnection(IOException failure) {
        String reason = reason(failure);
        return switch (failure) {
            case NoRouteToHostException route -> because(route, new NoRouteToHostException(reason));
            // The likes of a connection that took too long say it in words of their own.
            case ConnectException other when other.getCause() == null -> other;
            case ConnectException refused -> because(refused, new ConnectException(reason));
            default -> failure;
        };
    }

    /** {@code bind(..) failed with error(-98): Address already in use} gives what stands behind the number. */
    private static String reason(IOException failure) {
        return String.valueOf(failure.getMessage())
                .replaceFirst("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ", "");
    }

    private static IOException because(IOException failure, IOException named) {
        named.addSuppressed(failure);
        return named;
    }
}
