package io.dormouse.engine.store;

import java.util.List;
import java.util.Map;

/**
 * What has to be known of a workflow to end it: no payload is read, so one that cannot be loaded can always be ended.
 *
 * @param lastPosition of the present run's journal
 * @param waits the timer and waiter rows, by the number of their command
 * @param openCalls calls, questions and children that were sent, as far as the journal says, and have no result
 */
public record Outline(
        WorkflowHead head, long lastPosition, Map<Integer, WaitRow> waits, List<Part.CancellationRow> openCalls) {}
