package io.dormouse.host;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of an event loop writes to a connection that this process opened leaves with two system calls where it can: what comes first at once, the
 * rest together at the end of that turn, or sixty-four writes at a time.
 *
 * <p>The bus has one connection to each other member and gives every message to the system by itself, which costs more than all else
 * that is done for it; hundreds of answers become ready in one moment, when the commit that they waited for is through. Nothing waits
 * for company: a turn ends when what was there to be done at its beginning is done. A statement to the database is alone in its turn and leaves
 * at once, whatever the turn does after it.
 *
 * <p>An address that is not to be had, and a connection that is refused, fail as Java's own sockets say it, see {@link SocketFailures}.
 */
record GatheringTransport(Transport sockets) implements Transport {
    /** So much may gather in a turn that takes long. */
    private static final int MOST_WRITES = 64;

    /** The sockets of Linux where there are such, or else those of Java, which every platform has. */
    static io.vertx.core.transport.Transport ofThisSystem() {
        io.vertx.core.transport.Transport linux = io.vertx.core.transport.Transport.EPOLL;
        io.vertx.core.transport.Transport sockets =
                linux != null && linux.available() ? linux : io.vertx.core.transport.Transport.NIO;
        return new Named(new GatheringTransport(sockets.implementation()));
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> factory = sockets.channelFactory(domainSocket);
        return () -> {
            Channel channel = SocketFailures.named(factory.newChannel());
            channel.pipeline().addFirst(new Gathering());
            return channel;
        };
    }

    /** The first write of a turn leaves at once, the others at its end. */
    private static final class Gathering extends FlushConsolidationHandler {
        private boolean turnHasWritten;

        Gathering() {
            super(MOST_WRITES, true);
        }

        @Override
        public void flush(ChannelHandlerContext context) throws Exception {
            if (turnHasWritten) {
                super.flush(context);
                return;
            }
            turnHasWritten = true;
            context.channel().eventLoop().execute(() -> turnHasWritten = false);
            context.flush();
        }
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        ChannelFactory<? extends ServerChannel> factory = sockets.serverChannelFactory(domainSocket);
        return () -> SocketFailures.named(factory.newChannel());
    }

    @Override
    public DatagramChannel datagramChannel() {
        return SocketFailures.named(sockets.datagramChannel());
    }

    @Override
    @SuppressWarnings("deprecation") // of Netty; the interface has it
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return SocketFailures.named(sockets.datagramChannel(family));
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return sockets.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return sockets.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public boolean supportsDomainSockets() {
        return sockets.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return sockets.supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return sockets.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return sockets.convert(address);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        sockets.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        sockets.configure(options, connectTimeout, domainSocket, bootstrap);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        sockets.configure(options, domainSocket, bootstrap);
    }

    /** As Vert.x is told of it. */
    private record Named(GatheringTransport implementation) implements io.vertx.core.transport.Transport {
        @Override
        public String name() {
            return "gathering";
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public @Nullable Throwable unavailabilityCause() {
            return null;
        }
    }
}
