package io.dormouse.contracts;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.AbstractMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is there as text, and stays text as long as nobody looks inside: within a process it comes to its receiver as
 * a copy that has not been read either. From the first look on it is an object like any other.
 *
 * <p>It is equal to any JSON object of the same content. The other way round a {@link JsonObject} is equal to its own class only, so
 * whoever compares what came with a message compares records, or texts.
 */
final class WrittenJson extends JsonObject {
    private final Content content;

    WrittenJson(String text) {
        this(new Content(text));
    }

    private WrittenJson(Content content) {
        super(content);
        this.content = content;
    }

    @Override
    public String encode() {
        JsonObject read = content.read;
        return read == null ? content.text : read.encode();
    }

    @Override
    public Buffer toBuffer() {
        return Buffer.buffer(encode());
    }

    @Override
    public JsonObject copy() {
        JsonObject read = content.read;
        return read == null ? new WrittenJson(content.text) : read.copy();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || content.read().equals(other instanceof WrittenJson written ? written.content.read() : other);
    }

    @Override
    public int hashCode() {
        return content.read().hashCode();
    }

    private static final class Content extends AbstractMap<String, Object> {
        private final String text;
        private volatile @Nullable JsonObject read;

        Content(String text) {
            this.text = text;
        }

        private JsonObject read() {
            JsonObject present = read;
            return present == null ? readFirst() : present;
        }

        /** Once, or what one thread puts in would be lost to another. */
        private synchronized JsonObject readFirst() {
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
        public @Nullable Object put(String key, Object value) {
            return read().getMap().put(key, value);
        }

        @Override
        public @Nullable Object remove(Object key) {
            return read().getMap().remove(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return read().getMap().entrySet();
        }
    }
}
