package io.dormouse.engine.replay;

import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;

/**
 * A command that nobody waits for any more.
 *
 * @param mayHaveLeft whether it was noted before it was given this time, so that it may have left
 */
public record Unwanted(int seq, Kind kind, String name, Origin origin, boolean mayHaveLeft) {
    /** What is left of a command. */
    public static Unwanted of(Command command) {
        return of(command, command.mayHaveLeft());
    }

    static Unwanted of(Command command, boolean mayHaveLeft) {
        return new Unwanted(command.seq(), command.kind(), command.name(), command.origin(), mayHaveLeft);
    }

    /** Whether there is somebody to be told. */
    public boolean isSent() {
        return kind == Kind.CALL || kind == Kind.ASK || kind == Kind.CHILD || kind == Kind.DETACH;
    }

    /** The address of the service that has to be told. */
    public String service() {
        return switch (kind) {
            case CALL -> name.substring(0, name.indexOf('/'));
            case ASK -> ApprovalService.ADDRESS;
            case CHILD, DETACH -> WorkflowService.ADDRESS;
            default -> throw new IllegalStateException("nobody outside knows of " + this);
        };
    }

    /** What the service knows it by: the key of a call, the id of a child. */
    public String key() {
        return kind == Kind.CHILD || kind == Kind.DETACH ? origin.childId(seq) : origin.key(seq);
    }
}
