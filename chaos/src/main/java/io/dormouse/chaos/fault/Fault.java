package io.dormouse.chaos.fault;

/** One thing that goes wrong, from its begin to its end. */
interface Fault {
    /** What it is counted as. */
    String kind();

    /** What it hits, by name. */
    String target();

    /** Does harm, waits, undoes it; returns when the last is done. {@code calm} cuts the waiting short. */
    void strike(Calm calm);
}
