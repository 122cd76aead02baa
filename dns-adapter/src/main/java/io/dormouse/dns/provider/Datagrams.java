package io.dormouse.dns.provider;

import io.dormouse.dns.provider.SignedRequest.Judgement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.Message;

/**
 * Asks by UDP from one socket. Answers find their question by its number, and are believed by their signature, so neither port
 * nor number needs to be a secret. All calls come from one context.
 */
final class Datagrams {
    /** When a question that may be repeated is asked again. */
    private static final List<Duration> REPEATS =
            List.of(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofMillis(3500));

    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final Duration timeout;
    private final DatagramSocket socket;
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private int lastNumber = ThreadLocalRandom.current().nextInt(1 << 16);

    private Datagrams(Vertx vertx, String host, int port, Duration timeout) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        this.socket =
                vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER_BYTES));
        socket.handler(this::receive);
    }

    static Future<Datagrams> open(Vertx vertx, String host, int port, Duration timeout) {
        Datagrams datagrams = new Datagrams(vertx, host, port, timeout);
        return datagrams.socket.listen(0, host.contains(":") ? "::" : "0.0.0.0").map(datagrams);
    }

    /** A number that no request under way has, nor any of the last thousands that were signed and are not sent yet. */
    int nextNumber() {
        do {
            lastNumber = (lastNumber + 1) & 0xFFFF;
        } while (waiting.containsKey(lastNumber));
        return lastNumber;
    }

    /** Asks once: a request that changes something is never sent twice, because the second answer would not tell of the first. */
    Future<Message> askOnce(SignedRequest request) {
        return ask(request, List.of());
    }

    /** Asks, and asks again while nothing comes. */
    Future<Message> ask(SignedRequest request) {
        return ask(request, REPEATS);
    }

    private Future<Message> ask(SignedRequest request, List<Duration> repeats) {
        Waiting asked = new Waiting(request);
        if (waiting.putIfAbsent(request.id(), asked) != null) {
            return Future.failedFuture(new IllegalStateException(
                    "two requests have the number %d; the second is not sent".formatted(request.id())));
        }
        asked.send();
        repeats.stream()
                .filter(after -> after.compareTo(timeout) < 0)
                .forEach(after -> asked.later(after, asked::send));
        asked.later(timeout, asked::giveUp);
        return asked.answer.future().onComplete(done -> asked.forget());
    }

    Future<Void> close() {
        List.copyOf(waiting.values()).forEach(Waiting::giveUp);
        return socket.close();
    }

    private void receive(DatagramPacket packet) {
        byte[] bytes = packet.data().getBytes();
        if (bytes.length < 2) return;
        Waiting asked = waiting.get(packet.data().getUnsignedShort(0));
        if (asked != null) asked.receive(bytes);
    }

    /** One question under way. */
    private final class Waiting {
        private final SignedRequest request;
        private final Promise<Message> answer = Promise.promise();
        private final List<Long> timers = new ArrayList<>();
        private Optional<Judgement.Doubtful> doubtful = Optional.empty();

        Waiting(SignedRequest request) {
            this.request = request;
        }

        void send() {
            socket.send(Buffer.buffer(request.bytes()), port, host)
                    .onFailure(failure -> answer.tryFail(Refusals.unreachable(host, port, failure)));
        }

        void later(Duration after, Runnable action) {
            timers.add(vertx.setTimer(after.toMillis(), fired -> action.run()));
        }

        void receive(byte[] bytes) {
            switch (request.judge(bytes)) {
                case Judgement.Believed(Message message) -> answer.tryComplete(message);
                case Judgement.Doubtful unsigned -> doubtful = Optional.of(unsigned);
                case Judgement.Foreign() -> {}
            }
        }

        void giveUp() {
            answer.tryFail(doubtful.map(unsigned -> Refusals.unsigned(host, port, unsigned))
                    .orElseGet(() -> Refusals.silent(host, port, timeout)));
        }

        void forget() {
            timers.forEach(vertx::cancelTimer);
            waiting.remove(request.id());
        }
    }
}
