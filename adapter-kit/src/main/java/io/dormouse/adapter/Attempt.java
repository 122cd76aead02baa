package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One try at a keyed call. A later attempt supersedes an earlier one, whose outcome is then not taken any more.
 */
public interface Attempt {
    /** The call's key: hand it to the outside system as its token or tag, so that a repeat is known there. */
    String key();

    /** 1 for the first. From 2 on, requests of earlier attempts may have reached the outside system: look before acting. */
    int number();

    /** On whose behalf. */
    String actor();

    /** What an earlier attempt, or this one, has committed with {@link #expect}. */
    Optional<JsonObject> expected();

    /**
     * Commits what was found outside before a conditional change is sent, so that a late packet of this attempt can only act
     * on what it saw. Durable when the future succeeds; fails if the attempt is superseded or the call is done.
     */
    Future<Void> expect(JsonObject found);

    /**
     * To be asked between an answer of the outside system and what is sent because of it. Succeeds at once if the row was known to
     * be this attempt's a moment ago; a process that was frozen since then asks the row, and fails if the attempt is superseded:
     * it must not act any more.
     */
    Future<Void> stillCounts();
}
