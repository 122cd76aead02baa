package io.dormouse.sandbox.dns;

import io.dormouse.sandbox.dns.Responder.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.net.BindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two sockets of a name server, on one port: datagrams, and streams of messages with their length ahead (RFC 7766). */
final class Sockets {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final int TRIES_FOR_A_COMMON_PORT = 20;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    private static final int IDLE_SECONDS = 30;

    private final DatagramSocket datagrams;
    private final NetServer streams;
    private final Responder responder;

    private Sockets(Vertx vertx, Responder responder) {
        this.responder = responder;
        this.datagrams =
                vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER_BYTES));
        this.streams = vertx.createNetServer(new NetServerOptions().setIdleTimeout(IDLE_SECONDS));
        datagrams.handler(this::receive);
        streams.connectHandler(this::accept);
    }

    /** Binds both; port 0 takes one that is free for both. */
    static Future<Sockets> open(Vertx vertx, String host, int port, Responder responder) {
        return open(vertx, host, port, responder, port == 0 ? TRIES_FOR_A_COMMON_PORT : 1);
    }

    private static Future<Sockets> open(Vertx vertx, String host, int port, Responder responder, int tries) {
        Sockets sockets = new Sockets(vertx, responder);
        return sockets.datagrams
                .listen(port, host)
                .compose(bound -> sockets.streams.listen(bound.localAddress().port(), host))
                .map(sockets)
                .recover(failure -> sockets.close()
                        .transform(closed -> failure instanceof BindException && tries > 1
                                ? open(vertx, host, port, responder, tries - 1)
                                : Future.failedFuture(failure)));
    }

    int port() {
        return datagrams.localAddress().port();
    }

    Future<Void> close() {
        return Future.join(datagrams.close(), streams.close()).mapEmpty();
    }

    private void receive(DatagramPacket packet) {
        String client = packet.sender().hostAddress();
        int port = packet.sender().port();
        responder
                .answer(packet.data().getBytes(), Transport.UDP)
                .onSuccess(messages -> messages.forEach(message -> datagrams
                        .send(Buffer.buffer(message), port, client)
                        .onFailure(failure -> log.debug("The answer to {}:{} was not sent", client, port, failure))));
    }

    private void accept(NetSocket socket) {
        RecordParser parser = RecordParser.newFixed(2, socket);
        parser.handler(new StreamReader(parser, socket)::read);
        parser.exceptionHandler(failure -> log.debug("The stream from {} broke", socket.remoteAddress(), failure));
    }

    /** Reads length, message, length, message … of one stream. */
    private final class StreamReader {
        private final RecordParser parser;
        private final NetSocket socket;
        private boolean lengthNext = true;

        StreamReader(RecordParser parser, NetSocket socket) {
            this.parser = parser;
            this.socket = socket;
        }

        void read(Buffer part) {
            if (!lengthNext) {
                lengthNext = true;
                parser.fixedSizeMode(2);
                answer(part.getBytes());
                return;
            }
            int length = part.getUnsignedShort(0);
            if (length == 0) {
                socket.close();
                return;
            }
            lengthNext = false;
            parser.fixedSizeMode(length);
        }

        private void answer(byte[] request) {
            responder.answer(request, Transport.TCP).onSuccess(messages -> {
                Buffer all = Buffer.buffer();
                messages.forEach(
                        message -> all.appendUnsignedShort(message.length).appendBytes(message));
                if (all.length() == 0) return;
                socket.write(all)
                        .onFailure(
                                failure -> log.debug("The answer to {} was not sent", socket.remoteAddress(), failure));
            });
        }
    }
}
