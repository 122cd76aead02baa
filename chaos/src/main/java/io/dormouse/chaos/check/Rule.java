package io.dormouse.chaos.check;

/** Something that must be so, whatever has happened. */
@FunctionalInterface
interface Rule {
    void examine(Evidence evidence, Findings findings);
}
