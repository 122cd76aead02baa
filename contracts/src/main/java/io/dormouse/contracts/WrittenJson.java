package io.dormouse.contracts;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is there as text. It crosses the bus as it stands; what it holds is read only if somebody looks. Nothing can be
 * put into it: who is to change it takes a {@link #copy}, as everybody gets who is sent one within a process.
 */
final class WrittenJson extends JsonObject {
    private final String text;

    WrittenJson(String text) {
        super(new Content(text));
        this.text = text;
    }

    @Override
    public String encode() {
        return text;
    }

    @Override
    public Buffer toBuffer() {
        return Buffer.buffer(text);
    }

    @Override
    public JsonObject copy() {
        return new JsonObject(text);
    }

    private static final class Content extends AbstractMap<String, Object> {
        private final String text;
        private @Nullable JsonObject read;

        Content(String text) {
            this.text = text;
        }

        /** Two threads may read it twice, and read the same. */
        private JsonObject read() {
            JsonObject present = read;
            if (present == null) read = present = new JsonObject(text);
            return present;
        }

        @Override
        public boolean containsKey(Object key) {
            return read().getMap().containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            return read().getMap().get(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Collections.unmodifiableMap(read().getMap()).entrySet();
        }
    }
}
