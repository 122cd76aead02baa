package io.dormouse.workflow.suspended;

import com.hazelcast.map.IMap;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.Events.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who waits for which event, in the memory of the cluster, so that a trigger can ring before it has looked into Postgres. One
 * waiter a key, the one that came last: it is a hint, and the look into Postgres finds them all.
 */
final class EventMap implements Events.Hints {
    private static final byte VERSION = 1;
    private static final int HEADER = Byte.BYTES + Short.BYTES;

    private final Context context;
    private final IMap<String, byte[]> map;
    private final Patience patience;

    EventMap(Context context, IMap<String, byte[]> map, Patience patience) {
        this.context = context;
        this.map = map;
        this.patience = patience;
    }

    /** Remembers waiters with one request a member. */
    Future<Void> remember(Map<String, Waiting> waiters) {
        Map<String, byte[]> values = HashMap.newHashMap(waiters.size());
        waiters.forEach((key, waiter) -> values.put(key, encode(waiter)));
        return patience.letDo(() -> Future.fromCompletionStage(map.setAllAsync(values), context));
    }

    /** Nobody waits for these any more. */
    Future<Void> forget(Set<String> keys) {
        return patience.letDo(() -> Future.join(keys.stream()
                        .map(key -> Future.fromCompletionStage(map.removeAsync(key), context))
                        .toList()))
                .mapEmpty();
    }

    /** An event happens once, so whoever is found is taken away. */
    @Override
    public Future<Map<String, Waiting>> take(Set<String> keys) {
        Map<String, Waiting> found = HashMap.newHashMap(keys.size());
        return patience.waitFor(() ->
                        Future.join(keys.stream().map(key -> take(key, found)).toList()))
                .transform(taken -> Future.succeededFuture(found));
    }

    private Future<byte[]> take(String key, Map<String, Waiting> found) {
        return Future.fromCompletionStage(map.removeAsync(key), context).onSuccess(bytes -> {
            if (bytes != null) decode(bytes).ifPresent(waiter -> found.put(key, waiter));
        });
    }

    private static byte[] encode(Waiting waiter) {
        byte[] id = waiter.workflowId().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER + id.length)
                .put(VERSION)
                .putShort((short) waiter.partition())
                .put(id)
                .array();
    }

    private static Optional<Waiting> decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != VERSION) return Optional.empty();
        int partition = ByteBuffer.wrap(bytes).getShort(1);
        return Optional.of(
                new Waiting(new String(bytes, HEADER, bytes.length - HEADER, StandardCharsets.UTF_8), partition));
    }
}
