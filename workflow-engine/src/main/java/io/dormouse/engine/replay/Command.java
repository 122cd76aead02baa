package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Kind;

/**
 * Something durable that a workflow asked for.
 *
 * @param seq its number in program order
 * @param name what it is called in the journal
 * @param line the source line that gave it
 * @param request what has to be done
 * @param recorded whether its {@code Called} entry is in the journal already
 */
public record Command(int seq, Kind kind, String name, String line, Request request, boolean recorded) {}
