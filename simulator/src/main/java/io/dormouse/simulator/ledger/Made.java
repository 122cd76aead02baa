package io.dormouse.simulator.ledger;

/** What a call made. @param id of one effect, never given twice */
record Made(String id, String value) {}
