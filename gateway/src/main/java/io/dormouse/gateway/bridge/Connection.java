package io.dormouse.gateway.bridge;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.Payload;
import io.dormouse.gateway.auth.Authentication;
import io.dormouse.gateway.auth.Caller;
import io.dormouse.gateway.http.HangUp;
import io.dormouse.gateway.http.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of the bridge. Until a frame brings a token it may do nothing; from then on it is the token's owner. It is read
 * from only as long as it takes its answers and few of them are under way, so what it can make us hold is bounded. All on the
 * event loop of its socket.
 */
final class Connection {
    private static final int LENGTH = 4;
    private static final int MAX_BEFORE_TOKEN = 16 * 1024;
    private static final int MAX_UNDER_WAY = 32;

    private final BridgeConfig config;
    private final Authentication authentication;
    private final BridgeCalls calls;
    private final NetSocket socket;
    private final RecordParser parser;
    private final Deadline deadline;

    private final Polls polls = new Polls();

    private @Nullable Caller caller;
    private boolean inFrame;
    private boolean leaving;
    private boolean ended;
    private boolean closed;
    private int underWay;

    Connection(Vertx vertx, BridgeConfig config, Authentication authentication, BridgeCalls calls, NetSocket socket) {
        this.config = config;
        this.authentication = authentication;
        this.calls = calls;
        this.socket = socket;
        this.parser = RecordParser.newFixed(LENGTH, socket);
        this.deadline = new Deadline(vertx, () -> HangUp.on(socket));
    }

    void serve() {
        socket.closeHandler(closed -> gone());
        socket.exceptionHandler(broken -> socket.close());
        socket.drainHandler(drained -> look());
        parser.handler(this::take);
        look();
    }

    /** Says what is under way, and no more. */
    void leave() {
        leaving = true;
        look();
    }

    private void gone() {
        deadline.met();
        closed = true;
    }

    private void take(Buffer record) {
        if (leaving || closed) return;
        if (caller != null) deadline.met();
        if (inFrame) {
            inFrame = false;
            parser.fixedSizeMode(LENGTH);
            hear(record);
        } else {
            begin(record.getUnsignedInt(0));
        }
        look();
    }

    private void begin(long length) {
        int most = caller == null ? MAX_BEFORE_TOKEN : Payload.MAX_BYTES;
        if (length < 2 || length > most) {
            // Where the next frame begins, nobody can know.
            RuntimeException refused = BridgeRefusal.FRAME_TOO_LARGE.exception(
                    "A frame has 2 to %d bytes%s after its length, four bytes with the highest first; not %d."
                            .formatted(most, caller == null ? " until a token has come" : "", length));
            say(SaidFrame.failure(refused, Optional.empty()));
            leaving = true;
            return;
        }
        inFrame = true;
        parser.fixedSizeMode((int) length);
    }

    private void hear(Buffer bytes) {
        Optional<Frame> heard = Optional.empty();
        try {
            Frame frame = Frame.parse(bytes);
            heard = Optional.of(frame);
            frame.header("authorization").ifPresent(given -> caller = owner(given));
            answer(frame);
        } catch (RuntimeException refused) {
            say(SaidFrame.failure(refused, heard));
            leaving |= caller == null || isOfToken(refused);
        }
    }

    private Caller owner(String authorization) {
        try {
            return authentication.caller(authorization);
        } catch (ProblemException refused) {
            throw BridgeRefusal.UNAUTHENTICATED.exception(refused.problem().detail());
        }
    }

    private static boolean isOfToken(RuntimeException refused) {
        return refused instanceof RefusedException e && e.failure() == BridgeRefusal.UNAUTHENTICATED;
    }

    private void answer(Frame frame) {
        Caller asking = caller;
        if (asking == null)
            throw BridgeRefusal.UNAUTHENTICATED.exception(
                    "The first frame needs the header authorization: Bearer TOKEN; the connection is closed.");
        switch (frame.type()) {
            case "ping" -> say(SaidFrame.pong());
            case "send" -> ask(asking, frame);
            case "publish", "register", "unregister" ->
                throw BridgeRefusal.BAD_FRAME.exception(
                        "The bridge does not %s: ask with send, and ask again as docs/other-services.md says."
                                .formatted(frame.type()));
            default ->
                throw BridgeRefusal.BAD_FRAME.exception(
                        "There is no frame of the type \"%.60s\"; send or ping.".formatted(frame.type()));
        }
    }

    private void ask(Caller asking, Frame frame) {
        String replyAddress = frame.replyAddress()
                .orElseThrow(() -> BridgeRefusal.BAD_FRAME.exception(
                        "The frame has no replyAddress; give a text of your own that the answer is told apart by."));
        BridgeCall call = call(asking, frame);
        underWay++;
        Future<BridgeAnswer> answer;
        try {
            answer = calls.make(call);
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onComplete(made -> {
            underWay--;
            if (made.succeeded()) {
                made.result().poll().ifPresent(poll -> polls.allow(poll, call));
                say(SaidFrame.message(replyAddress, made.result()));
            } else {
                say(SaidFrame.failure(made.cause(), Optional.of(frame)));
            }
            look();
        });
    }

    private BridgeCall call(Caller asking, Frame frame) {
        String address = frame.address()
                .orElseThrow(() -> BridgeRefusal.BAD_FRAME.exception("The frame has no address; name a service."));
        String action = frame.header(Headers.ACTION)
                .orElseThrow(() -> BridgeRefusal.BAD_FRAME.exception(
                        "The frame has no header action; name the method that is asked for."));
        String source = String.valueOf(socket.remoteAddress().hostAddress());
        BridgeCall call =
                new BridgeCall(asking, source, address, address, action, frame.header(Headers.KEY), frame.body());
        return calls.isService(address) ? call : polls.again(call);
    }

    private void say(Buffer frame) {
        if (!closed) socket.write(frame);
    }

    /** After everything that happens: whether to read on, and what the client has to do next. */
    private void look() {
        if (closed) return;
        if (leaving && underWay == 0) {
            end();
            return;
        }
        boolean full = socket.writeQueueFull();
        if (leaving || full || underWay >= MAX_UNDER_WAY) parser.pause();
        else parser.resume();

        if (full) deadline.expect(Deadline.Awaited.ROOM, config.room());
        else if (caller == null) deadline.expect(Deadline.Awaited.TOKEN, config.login());
        else if (inFrame) deadline.expect(Deadline.Awaited.FRAME, config.frame());
        else if (underWay > 0) deadline.expect(Deadline.Awaited.NOTHING, Duration.ZERO);
        else deadline.expect(Deadline.Awaited.WORD, config.idle());
    }

    private void end() {
        deadline.expect(Deadline.Awaited.ROOM, config.room());
        if (!ended) socket.end();
        ended = true;
    }
}
