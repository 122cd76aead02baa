package io.dormouse.workflow.suspended;

import com.hazelcast.map.IMap;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Copies of journals in the memory of the cluster, by the id of their workflow. What cannot be had in time is not there. */
final class JournalMap {
    private final Context context;
    private final IMap<String, byte[]> map;
    private final Patience patience;

    JournalMap(Context context, IMap<String, byte[]> map, Patience patience) {
        this.context = context;
        this.map = map;
        this.patience = patience;
    }

    /** The copies that there are. Never fails, and never takes long. */
    Future<Map<String, JournalCopy>> find(Collection<String> ids) {
        if (!patience.isLeft()) return Future.succeededFuture(Map.of());
        Map<String, JournalCopy> found = HashMap.newHashMap(ids.size());
        return patience.waitFor(() ->
                        Future.join(ids.stream().map(id -> find(id, found)).toList()))
                .transform(asked -> Future.succeededFuture(found));
    }

    private Future<byte[]> find(String id, Map<String, JournalCopy> found) {
        return answer(map.getAsync(id)).onSuccess(bytes -> {
            if (bytes != null) JournalBytes.decode(bytes).ifPresent(copy -> found.put(id, copy));
        });
    }

    /** Keeps copies with one request a member; fails when that takes too long, and may have kept them all the same. */
    Future<Void> keep(Map<String, JournalCopy> copies) {
        Map<String, byte[]> values = HashMap.newHashMap(copies.size());
        copies.forEach((id, copy) -> values.put(id, JournalBytes.encode(copy)));
        return patience.letDo(() -> answer(map.setAllAsync(values)));
    }

    private <T> Future<T> answer(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, context);
    }
}
