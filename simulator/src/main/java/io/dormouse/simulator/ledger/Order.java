package io.dormouse.simulator.ledger;

/**
 * What a call asks for.
 *
 * @param target what is set, for an upsert
 * @param value tells one request from another
 */
record Order(String target, String value) {}
