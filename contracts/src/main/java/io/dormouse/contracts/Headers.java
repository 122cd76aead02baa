package io.dormouse.contracts;

/** The headers of a message on the bus, beside the {@code action} that Vert.x service proxies set. */
public final class Headers {
    /** The name of the method called; set by Vert.x service proxies. */
    public static final String ACTION = "action";

    /** The idempotency key of a mutation: at most 300 characters; the same key is carried out once. */
    public static final String KEY = "dormouse-key";

    /** The name of the person or service on whose behalf the call is made. */
    public static final String ACTOR = "dormouse-actor";

    /** For how many milliseconds the caller waits for the answer, when that is less than {@link KeyedCall#BUS_TIMEOUT}. */
    public static final String LEFT = "dormouse-left";

    /** On an answer with a null body: {@link #IN_PROGRESS}, or {@link #MOVED} between instances. */
    public static final String STATE = "dormouse-state";

    /** On an answer that is in progress: the address of the instance that holds the call; ask again there. */
    public static final String POLL = "dormouse-poll";

    /** The value of {@link #STATE} when a call is not finished yet. */
    public static final String IN_PROGRESS = "in-progress";

    /** On a message from one instance of a service to another, which has it from a caller. */
    public static final String RELAYED = "dormouse-relayed";

    /** The value of {@link #STATE} when what was asked for belongs to another instance. Only instances are answered so. */
    public static final String MOVED = "moved";

    /** On an answer that something has moved: the name of the instance that has it, if there is one. */
    public static final String OWNER = "dormouse-owner";

    /** The action, on every keyed service, that withdraws the call of a key. */
    public static final String CANCEL = "cancel";

    private Headers() {}
}
