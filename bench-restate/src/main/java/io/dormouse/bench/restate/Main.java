package io.dormouse.bench.restate;

import io.dormouse.bench.measure.PeerProgram;

/** Measures Restate: server, SDK and ingress. */
public final class Main {
    private Main() {}

    /** See {@link PeerProgram}. */
    public static void main(String[] arguments) {
        PeerProgram.main(arguments, RestatePeer::start);
    }
}
