package io.dormouse.engine.owner;

/**
 * How many more workflows that are not in memory an owner may be rung for.
 *
 * @param left before rings are turned away
 * @param missed whether some were turned away since this was asked last; nobody remembers which
 */
public record RoomForRings(int left, boolean missed) {}
