package io.dormouse.chaos.load;

/** Something that a client wants done, from its first question to its end. */
@FunctionalInterface
interface Errand {
    /** Does it; throws {@link Pace.GoneHome} when it is told to stop in the middle. */
    void run(Person person);
}
