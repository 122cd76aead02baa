package io.dormouse.simulator.ledger;

/** A rule of the ledger that a world does without, to prove that the checks see what comes of it. Production cannot do without any. */
public enum LedgerBug {
    ASKED_BEFORE_COMMIT("STORE §6.1", 1, "the provider is asked before the row is committed"),
    OTHER_REQUEST_ACCEPTED("STORE §6.1", 5, "a key that comes with another request is answered all the same"),
    TAKEN_WITHOUT_COMPARING("STORE §6.2", 2, "a row is taken over whatever has become of it since it was read"),
    LOCK_NOT_LOOKED_AT("STORE §6.2", 67, "a row of another instance is taken over without a look at its lock"),
    NUMBER_USED_TWICE("STORE §6.2", 975, "an instance takes a number that another one had"),
    FROZEN_KEEPS_ITS_LOCK("STORE §6.2", 17, "the lock of a frozen instance lives on"),
    OWN_ROW_LEFT("STORE §6.2", 1, "a row of one's own number that one has no operation for is not taken up"),
    TAKER_DOES_NOT_WAIT("STORE §6.3", 1021, "a taker acts while requests of the old attempt are under way"),
    TAKER_DOES_NOT_LOOK("STORE §6.3", 8, "a taker does not look the key up at the provider"),
    ACTS_ON_AN_OLD_LOOK("STORE §6.3", 326_240, "a taker that was frozen since its look acts on what it saw"),
    OUTCOME_WRITTEN_ANYHOW("STORE §6.4", 2831, "the outcome is written without a condition"),
    ANSWERED_FROM_OWN_RESULT("STORE §6.4", 1184, "the caller is answered from one's own result, whatever the row says"),
    NO_JANITOR("STORE §6.5", 23_973, "what superseded attempts left outside stays there"),
    SENT_TWICE("STORE §6.5", 8, "a second attempt sends what can neither be repeated nor looked up"),
    UPSERT_WITHOUT_CONDITION("STORE §6.6", 88, "an upsert does not ask whether what it read is still there"),
    EXPECTED_NOT_COMMITTED("STORE §6.6", 2, "what an upsert has read is not committed before it is sent"),
    EXPECTED_AS_READ_BEFORE(
            "STORE §6.6", 851_724, "a taker goes by what the row expected when it read it, not when it took it"),
    CANCEL_LEAVES_NO_ROW("STORE §6.7", 4, "a cancellation that overtakes its call writes no row"),
    EFFECT_OUTSIDE_THE_TRANSACTION(
            "STORE §6.8", 4, "an effect in our own database is made before the ledger's transaction"),
    NOTHING_UNDONE(
            "STORE §6.8", 6, "a cancellation that comes after the effect in our own database takes nothing back");

    private final String rule;
    private final long seed;
    private final String sentence;

    LedgerBug(String rule, long seed, String sentence) {
        this.rule = rule;
        this.seed = seed;
        this.sentence = sentence;
    }

    /** The rule that it breaks. */
    public String rule() {
        return rule;
    }

    /** The first seed from 1 whose world breaks without the rule; found again by {@link LedgerSimulation#firstBroken}. */
    public long seed() {
        return seed;
    }

    /** What is done instead. */
    public String sentence() {
        return sentence;
    }
}
