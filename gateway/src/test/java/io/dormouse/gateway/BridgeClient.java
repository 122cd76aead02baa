package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameHelper;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameParser;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the bridge that writes and reads frames with the library whose protocol it is. */
final class BridgeClient implements AutoCloseable {
    private static final JsonObject CLOSED = new JsonObject().put("type", "closed");

    /** Kept, because Vert.x closes the connections of a client that nobody holds any more. */
    private final NetClient client;

    private final NetSocket socket;
    private final BlockingQueue<JsonObject> said = new LinkedBlockingQueue<>();

    private BridgeClient(NetClient client, NetSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.handler(new FrameParser(frame -> said.add(frame.result())));
        socket.closeHandler(closed -> said.add(CLOSED));
    }

    static BridgeClient anonymous(Vertx vertx, int port) {
        NetClient client = vertx.createNetClient();
        return await(client.connect(port, "127.0.0.1").map(socket -> new BridgeClient(client, socket)));
    }

    static BridgeClient of(GatewayUnderTest gateway, String token) {
        BridgeClient client = anonymous(gateway.vertx, gateway.bridgePort);
        client.send(new JsonObject().put("type", "ping").put("headers", bearer(token)));
        if (!client.next().getString("type").equals("pong")) throw new AssertionError("the token was refused");
        return client;
    }

    static JsonObject bearer(String token) {
        return new JsonObject().put("authorization", "Bearer " + token);
    }

    static JsonObject frame(String address, String action, String key, JsonObject request) {
        JsonObject headers = new JsonObject().put("action", action);
        if (!key.isEmpty()) headers.put("dormouse-key", key);
        return new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", UUID.randomUUID().toString())
                .put("headers", headers)
                .put("body", new JsonObject().put("request", request));
    }

    void send(JsonObject frame) {
        FrameHelper.writeFrame(frame, socket);
    }

    void raw(Buffer bytes) {
        socket.write(bytes);
    }

    /** Sends, and takes the next thing that is said. */
    JsonObject ask(JsonObject frame) {
        send(frame);
        return next();
    }

    JsonObject ask(String address, String action, String key, JsonObject request) {
        return ask(frame(address, action, key, request));
    }

    JsonObject next() {
        try {
            JsonObject frame = said.poll(10, TimeUnit.SECONDS);
            if (frame == null) throw new AssertionError("nothing was said in time");
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the next thing that happens is the end of the connection. */
    boolean isClosed() {
        return next() == CLOSED;
    }

    @Override
    public void close() {
        await(client.close());
    }
}
