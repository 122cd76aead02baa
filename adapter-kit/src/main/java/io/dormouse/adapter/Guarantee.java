package io.dormouse.adapter;

/** What an outside system can do about a repeated request, and so what can be promised (the weakest promise last). */
public enum Guarantee {
    /** It knows a client token, or every change carries the condition it is based on: a repeat does nothing. Once. */
    IDEMPOTENT_BY_TOKEN,
    /** It can be asked for what carries a key. One in the end: a surplus is found and removed. */
    LOOK_UP_BY_KEY,
    /** Neither. A second attempt never sends; when nobody can know, a person decides. */
    NEITHER
}
