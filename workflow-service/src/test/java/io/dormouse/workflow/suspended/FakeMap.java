package io.dormouse.workflow.suspended;

import com.hazelcast.map.IMap;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A map of the cluster that does as it is told: answers, says nothing, or fails. Only what we use of a map is there. */
final class FakeMap {
    /** How it answers. */
    enum Mood {
        WELL,
        SILENT,
        FAILING,
        GONE
    }

    final Map<String, byte[]> values = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile Mood mood = Mood.WELL;

    @SuppressWarnings("unchecked")
    IMap<String, byte[]> map() {
        return (IMap<String, byte[]>) Proxy.newProxyInstance(
                FakeMap.class.getClassLoader(),
                new Class<?>[] {IMap.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments[0]));
    }

    private CompletionStage<?> answer(String operation, Object argument) {
        asked.incrementAndGet();
        return switch (mood) {
            case WELL -> CompletableFuture.completedFuture(done(operation, argument));
            case SILENT -> new CompletableFuture<>();
            case FAILING -> CompletableFuture.failedFuture(new IllegalStateException("the member has left"));
            case GONE -> throw new IllegalStateException("Hazelcast instance is not active");
        };
    }

    @SuppressWarnings("unchecked")
    private byte @Nullable [] done(String operation, Object argument) {
        switch (operation) {
            case "getAsync" -> {
                return values.get((String) argument);
            }
            case "removeAsync" -> {
                return values.remove((String) argument);
            }
            case "setAllAsync" -> {
                values.putAll((Map<String, byte[]>) argument);
                return null;
            }
            default -> throw new UnsupportedOperationException(operation);
        }
    }
}
