package io.dormouse.dns.provider;

import io.dormouse.dns.provider.SignedRequest.Judgement;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/** Asks by TCP (RFC 7766), one stream a question: what does not fit into a datagram, and whole zones. */
final class Streams {
    /** How many times longer than one answer a whole zone may take. */
    private static final int TRANSFER_TAKES = 20;

    private final Vertx vertx;
    private final NetClient client;
    private final String host;
    private final int port;
    private final Duration timeout;

    Streams(Vertx vertx, String host, int port, Duration timeout) {
        this.vertx = vertx;
        this.client =
                vertx.createNetClient(new NetClientOptions().setConnectTimeout(Math.toIntExact(timeout.toMillis())));
        this.host = host;
        this.port = port;
        this.timeout = timeout;
    }

    /** Asks for one message. */
    Future<Message> ask(SignedRequest request) {
        Promise<Message> answer = Promise.promise();
        exchange(request, answer, timeout, bytes -> {
            switch (request.judge(bytes)) {
                case Judgement.Believed(Message message) -> answer.tryComplete(message);
                case Judgement.Doubtful unsigned -> answer.tryFail(Refusals.unsigned(host, port, unsigned));
                case Judgement.Foreign() -> {}
            }
        });
        return answer.future();
    }

    /** Asks for a zone: the records between the two starts of authority, the first of these included (RFC 5936 §2.2). */
    Future<List<Record>> transfer(SignedRequest request) {
        Promise<List<Record>> answer = Promise.promise();
        Incoming incoming = new Incoming(request, answer);
        exchange(request, answer, timeout.multipliedBy(TRANSFER_TAKES), incoming::receive);
        return answer.future();
    }

    Future<Void> close() {
        return client.close();
    }

    private void exchange(SignedRequest request, Promise<?> answer, Duration limit, Consumer<byte[]> receiver) {
        long timer = vertx.setTimer(limit.toMillis(), fired -> answer.tryFail(Refusals.silent(host, port, limit)));
        answer.future().onComplete(done -> vertx.cancelTimer(timer));
        client.connect(port, host)
                .onComplete(
                        socket -> {
                            answer.future().onComplete(done -> socket.close());
                            socket.closeHandler(closed -> answer.tryFail(Refusals.hungUp(host, port)));
                            read(socket, receiver);
                            byte[] bytes = request.bytes();
                            socket.write(Buffer.buffer()
                                            .appendUnsignedShort(bytes.length)
                                            .appendBytes(bytes))
                                    .onFailure(failure -> answer.tryFail(Refusals.unreachable(host, port, failure)));
                        },
                        failure -> answer.tryFail(Refusals.unreachable(host, port, failure)));
    }

    /** Splits length, message, length, message … */
    private static void read(NetSocket socket, Consumer<byte[]> receiver) {
        RecordParser parser = RecordParser.newFixed(2, socket);
        parser.handler(new Handler<>() {
            private boolean lengthNext = true;

            @Override
            public void handle(Buffer part) {
                if (!lengthNext) {
                    lengthNext = true;
                    parser.fixedSizeMode(2);
                    receiver.accept(part.getBytes());
                } else if (part.getUnsignedShort(0) == 0) {
                    socket.close();
                } else {
                    lengthNext = false;
                    parser.fixedSizeMode(part.getUnsignedShort(0));
                }
            }
        });
    }

    /** The messages of a transfer as they come. */
    private final class Incoming {
        private final Promise<List<Record>> answer;
        private final TSIG.StreamVerifier verifier;
        private final SignedRequest request;
        private final List<Record> records = new ArrayList<>();

        Incoming(SignedRequest request, Promise<List<Record>> answer) {
            this.answer = answer;
            this.request = request;
            this.verifier = request.streamVerifier();
        }

        void receive(byte[] bytes) {
            if (answer.future().isComplete()) return;
            Message message;
            try {
                message = new Message(bytes);
            } catch (IOException e) {
                answer.tryFail(Refusals.garbled(host, port, e));
                return;
            }
            if (message.getTSIG() == null && records.isEmpty()) {
                answer.tryFail(
                        Refusals.unsigned(host, port, new Judgement.Doubtful(message.getRcode(), Rcode.NOERROR)));
                return;
            }
            if (verifier.verify(message, bytes) != Rcode.NOERROR
                    || message.getHeader().getID() != request.id()) {
                answer.tryFail(
                        Refusals.unsigned(host, port, new Judgement.Doubtful(message.getRcode(), errorOf(message))));
                return;
            }
            if (message.getRcode() != Rcode.NOERROR) {
                answer.tryFail(Refusals.ofTransfer(host, port, message.getRcode()));
                return;
            }
            records.addAll(message.getSection(Section.ANSWER));
            boolean whole = records.size() > 1 && records.getLast() instanceof SOARecord;
            if (!whole) return;
            if (message.isVerified()) {
                answer.tryComplete(List.copyOf(records.subList(0, records.size() - 1)));
            } else {
                answer.tryFail(
                        Refusals.unsigned(host, port, new Judgement.Doubtful(message.getRcode(), Rcode.NOERROR)));
            }
        }

        private static int errorOf(Message message) {
            return message.getTSIG() == null ? Rcode.NOERROR : message.getTSIG().getError();
        }
    }
}
