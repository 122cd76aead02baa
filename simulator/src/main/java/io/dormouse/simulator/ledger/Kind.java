package io.dormouse.simulator.ledger;

/** What the system behind a call can do about a repeat. */
enum Kind {
    /** It knows a client token. */
    TOKEN,
    /** It can be asked for what carries a key. */
    TAGGED,
    /** Neither. */
    MAIL,
    /** An upsert: every change carries the condition that it is based on. */
    RECORD,
    /** Its effect lives in the ledger's own schema. */
    ROW
}
