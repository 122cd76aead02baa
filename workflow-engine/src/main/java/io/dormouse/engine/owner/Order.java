package io.dormouse.engine.owner;

import io.dormouse.engine.store.Part.KeyRow;

/**
 * What somebody wants done to a workflow. It is done once: given again under its key, in this run or a later one, here or at
 * another owner, it is only answered again.
 *
 * @param id the workflow
 * @param key what the caller calls the order, unlike any other order or signal to the workflow; 1 to 300 characters
 * @param by who gives it
 * @param reason why; may be empty, and may be another one when the order is repeated
 */
public record Order(String id, String key, String by, String reason) {
    /** What the store remembers. @param what all that makes another order under the same key a different one */
    KeyRow row(String what) {
        return new KeyRow(key, "%s by %s".formatted(what, by));
    }
}
