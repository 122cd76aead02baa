package io.dormouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GatheringTransportTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Counting channel = new Counting();
    private ServerSocket server;
    private Socket other;

    /** Counts the system calls. */
    private static final class Counting extends NioSocketChannel {
        private volatile int writes;

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // by the loop alone
        protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
            writes++;
            super.doWrite(buffer);
        }
    }

    private record Sockets(Channel channel) implements Transport {
        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return () -> channel;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            throw new UnsupportedOperationException("nobody listens here");
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            throw new UnsupportedOperationException("no loop is made here");
        }

        @Override
        public DatagramChannel datagramChannel() {
            throw new UnsupportedOperationException("no datagrams here");
        }

        @Override
        @SuppressWarnings("deprecation") // of Netty; the interface has it
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            throw new UnsupportedOperationException("no datagrams here");
        }
    }

    /** Says each byte that it hears by itself. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf heard = (ByteBuf) message;
            while (heard.isReadable()) context.writeAndFlush(heard.readBytes(1));
            heard.release();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        new Bootstrap()
                .group(loops)
                .channelFactory(new GatheringTransport(new Sockets(channel)).channelFactory(false))
                .handler(new Echo())
                .connect(server.getLocalSocketAddress())
                .sync();
        other = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        other.close();
        server.close();
        channel.close();
        loops.shutdownGracefully();
    }

    /** @return how often was written before the turn was over */
    private int turn(int messages) throws ExecutionException, InterruptedException {
        return channel.eventLoop()
                .submit(() -> {
                    for (int message = 0; message < messages; message++)
                        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
                    return channel.writes;
                })
                .get();
    }

    private byte[] heard(int bytes) throws IOException {
        return other.getInputStream().readNBytes(bytes);
    }

    @Test
    void shouldWriteAtOnceWhatATurnSaysFirst() throws Exception {
        assertThat(turn(1)).isEqualTo(1);
        assertThat(turn(1)).isEqualTo(2);
        assertThat(heard(2)).hasSize(2);
    }

    @Test
    void shouldWriteTogetherWhatElseATurnHasToSay() throws Exception {
        assertThat(turn(10)).isEqualTo(1);
        assertThat(heard(10)).hasSize(10);
        assertThat(channel.writes).isEqualTo(2);
    }

    @Test
    void shouldNotLetGrowWhatALongTurnHasToSay() throws Exception {
        assertThat(turn(200)).isEqualTo(4);
        assertThat(heard(200)).hasSize(200);
    }

    /** An answer of a database makes hundreds of messages; they leave when all that has arrived is worked through. */
    @Test
    void shouldWriteTogetherWhatFollowsFromWhatIsBeingRead() throws Exception {
        byte[] said = {1, 2, 3, 4, 5};
        other.getOutputStream().write(said);
        assertThat(heard(5)).isEqualTo(said);
        assertThat(channel.writes).isEqualTo(2);
    }
}
