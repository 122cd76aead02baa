package io.dormouse.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Connections that stay open and ask one thing at a time each, all on one event loop. It closes them when it is closed. For any
 * thread but an event loop.
 */
public final class Crowd implements AutoCloseable {
    /** So many connections are begun at once: servers let few wait to be accepted. */
    private static final int OPENED_AT_ONCE = 100;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();

    /** Held for as long as the connections: half a minute after a collector finds that nobody holds it, Vert.x closes them all. */
    private final NetClient connector = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));

    private final List<Client> clients = new ArrayList<>();

    private Crowd() {}

    /** Returns when all are connected. */
    public static Crowd of(int size, SocketAddress server) {
        Crowd crowd = new Crowd();
        AtomicInteger begun = new AtomicInteger();
        join(crowd.onLoop(() -> Future.all(IntStream.range(0, Math.min(size, OPENED_AT_ONCE))
                .mapToObj(i -> crowd.open(server, begun, size))
                .toList())));
        return crowd;
    }

    private Future<Void> open(SocketAddress server, AtomicInteger begun, int size) {
        if (begun.getAndIncrement() >= size) return Future.succeededFuture();
        return connector.connect(server).compose(socket -> {
            clients.add(new Client(socket));
            return open(server, begun, size);
        });
    }

    /** How many connections are open. */
    public int open() {
        return join(onLoop(() -> Future.succeededFuture(
                (int) clients.stream().filter(Client::isOpen).count())));
    }

    /** Each asks so often as it is allowed; complete with all of them when all have their last answer. Fails if one is wrong. */
    public CompletionStage<Served> ask(Ask ask, BooleanSupplier again) {
        return ask(ask, again, Duration.ZERO);
    }

    /** The same, but they come one after another, evenly, in so much time. */
    public CompletionStage<Served> ask(Ask ask, BooleanSupplier again, Duration coming) {
        return onLoop(() -> {
            Served served = new Served();
            List<Future<Void>> all = new ArrayList<>();
            for (Client client : clients) {
                Promise<Void> done = Promise.promise();
                long after = coming.toMillis() * all.size() / clients.size();
                all.add(done.future());
                if (after == 0) client.ask(ask, again, served, done);
                else vertx.setTimer(after, came -> client.ask(ask, again, served, done));
            }
            return Future.all(all).map(served);
        });
    }

    /** All again and again for so long; blocks until each has its last answer. */
    public Served keepAsking(Ask ask, Duration during) {
        long begin = System.nanoTime();
        return join(ask(ask, () -> System.nanoTime() - begin < during.toNanos()));
    }

    /** All at the same moment, each once; blocks. */
    public Served once(Ask ask) {
        return once(ask, clients.size());
    }

    /** Each once, so many at the same moment: where one is answered the next one asks. Blocks. */
    public Served once(Ask ask, int atOnce) {
        return join(onLoop(() -> {
            Served served = new Served();
            Iterator<Client> waiting = clients.iterator();
            List<Future<Void>> lines = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) lines.add(oneAfterAnother(waiting, ask, served));
            return Future.all(lines).map(served);
        }));
    }

    private static Future<Void> oneAfterAnother(Iterator<Client> waiting, Ask ask, Served served) {
        if (!waiting.hasNext()) return Future.succeededFuture();
        Promise<Void> done = Promise.promise();
        AtomicInteger left = new AtomicInteger(1);
        waiting.next().ask(ask, () -> left.getAndDecrement() > 0, served, done);
        return done.future().compose(answered -> oneAfterAnother(waiting, ask, served));
    }

    /** So many in all, as many at once as there are connections; blocks. */
    public Served times(int requests, Ask ask) {
        AtomicInteger left = new AtomicInteger(requests);
        return join(ask(ask, () -> left.getAndDecrement() > 0));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private <T> CompletionStage<T> onLoop(Supplier<Future<T>> task) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        loop.runOnContext(now -> task.get().onComplete(outcome::complete, outcome::completeExceptionally));
        return outcome;
    }

    @Override
    public void close() {
        // One by one: what closes them all together waits half a minute for those that have not been answered.
        join(onLoop(() -> Future.join(clients.stream().map(Client::close).toList())));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
