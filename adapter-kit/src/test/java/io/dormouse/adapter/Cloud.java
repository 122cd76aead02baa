package io.dormouse.adapter;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An outside system that several instances of an adapter ask: it gives each server the key of its call as a tag, by which it can
 * be found, and knows no tokens. A request lands when the test says so.
 */
final class Cloud implements KeyedAction<CreateServer, Server>, Settlement<Server> {
    private final List<Tagged> servers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private int made;

    private record Tagged(String key, Server server) {}

    /** A request on its way, and who sent it. */
    record Sent(Cloud cloud, Attempt attempt, Promise<Server> answer, Context sender) {
        /** It is carried out, and its answer is on its way. */
        Server lands() {
            return cloud.make(attempt.key());
        }

        void isAnswered(Server server) {
            sender.runOnContext(now -> answer.tryComplete(server));
        }
    }

    @Override
    public Future<Server> perform(CreateServer request, Attempt attempt) {
        Optional<Server> there = attempt.number() == 1
                ? Optional.empty()
                : of(attempt.key()).stream().findFirst();
        if (there.isPresent()) return Future.succeededFuture(there.get());
        Promise<Server> answer = Promise.promise();
        sent.add(new Sent(this, attempt, answer, Vertx.currentContext()));
        return answer.future();
    }

    @Override
    public Future<Void> settle(String key, Optional<Server> result) {
        servers.removeIf(tagged -> tagged.key().equals(key) && !result.equals(Optional.of(tagged.server())));
        return Future.succeededFuture();
    }

    private synchronized Server make(String key) {
        Server server = TestInstance.server("s-" + ++made);
        servers.add(new Tagged(key, server));
        return server;
    }

    /** The next request that was sent; waits until there is one. */
    Sent next() {
        Waiting.until("somebody asks the cloud", () -> !sent.isEmpty());
        return sent.remove();
    }

    boolean isAsked() {
        return !sent.isEmpty();
    }

    List<Server> of(String key) {
        return servers.stream()
                .filter(tagged -> tagged.key().equals(key))
                .map(Tagged::server)
                .toList();
    }
}
