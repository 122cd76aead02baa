package io.dormouse.chaos.fault;

/** The cards of the deck that faults are drawn from; those that are there twice come twice as often. */
enum Kind {
    KILL_NODE,
    KILL_NODE_AGAIN,
    KILL_OTHER,
    KILL_OTHER_AGAIN,
    KILL_POSTGRES,
    KILL_SANDBOX,
    FREEZE_NODE,
    FREEZE_OTHER,
    FREEZE_POSTGRES,
    CUT_ONE_WAY,
    CUT_ONE_WAY_FROM_POSTGRES,
    CUT_BOTH_WAYS,
    CUT_BOTH_WAYS_FROM_POSTGRES,
    CUT_SANDBOX,
    SPLIT_MINORITY,
    SPLIT_MAJORITY,
    SPLIT_BRAIN,
    DEATH_UNHEARD,
    DEATH_UNHEARD_AGAIN,
    CLOCK_JUMP,
    DISK_FULL,
    RESTART_NODE,
    RESTART_OTHER
}
