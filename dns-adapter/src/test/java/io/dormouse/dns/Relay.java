package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Section;

/** A network between one client and a name server that loses a datagram, or delivers it much later. */
final class Relay implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx = ServiceVertx.alone();
    private final DatagramSocket toClient = vertx.createDatagramSocket();
    private final DatagramSocket toServer = vertx.createDatagramSocket();
    private final Map<String, Fate> next = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final int server;
    private final Set<Integer> lostAnswers = ConcurrentHashMap.newKeySet();
    private volatile Optional<SocketAddress> client = Optional.empty();

    /** What becomes of an update. */
    enum Fate {
        PASS,
        REQUEST_LOST,
        ANSWER_LOST,
        HELD
    }

    private record Held(Buffer request, Promise<Void> answered) {}

    Relay(int server) {
        this.server = server;
        toClient.handler(this::fromClient);
        toServer.handler(this::fromServer);
        await(toClient.listen(0, HOST));
        await(toServer.listen(0, HOST));
    }

    int port() {
        return toClient.localAddress().port();
    }

    /** The fate of the next update of a name; those after it pass. */
    void nextUpdateOf(String name, Fate fate) {
        next.put(name, fate);
    }

    /** Delivers the update of a name that was held; complete when the server has answered it. */
    Future<Void> deliverHeld(String name) {
        Held packet = held.get(name);
        if (packet == null) return Future.failedFuture("no update of " + name + " is held");
        toServer.send(packet.request(), server, HOST);
        return packet.answered().future();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void fromClient(DatagramPacket packet) {
        client = Optional.of(packet.sender());
        Buffer request = packet.data();
        Optional<String> changed = changedName(request);
        switch (changed.map(next::remove).orElse(Fate.PASS)) {
            case REQUEST_LOST -> {}
            case HELD -> held.put(changed.orElseThrow(), new Held(request, Promise.promise()));
            case ANSWER_LOST -> {
                lostAnswers.add(request.getUnsignedShort(0));
                toServer.send(request, server, HOST);
            }
            case PASS -> toServer.send(request, server, HOST);
        }
    }

    private static Optional<String> changedName(Buffer request) {
        try {
            Message message = new Message(request.getBytes());
            if (message.getHeader().getOpcode() != Opcode.UPDATE) return Optional.empty();
            return message.getSection(Section.UPDATE).stream()
                    .findFirst()
                    .map(record -> record.getName().toString(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fromServer(DatagramPacket packet) {
        int number = packet.data().getUnsignedShort(0);
        held.values().stream()
                .filter(late -> late.request().getUnsignedShort(0) == number)
                .forEach(late -> late.answered().tryComplete());
        if (lostAnswers.remove(number)) return;
        client.ifPresent(to -> toClient.send(packet.data(), to.port(), to.host()));
    }
}
