package io.dormouse.postgres;

import java.util.List;

/** What a postmaster can be told. Java by itself can only send SIGTERM, which waits for every client to leave. */
enum Signal {
    /** Ends the sessions, writes a checkpoint, exits. */
    FAST_STOP("INT"),
    /** Exits at once; the next start recovers from the write-ahead log. */
    IMMEDIATE_STOP("QUIT");

    private final String name;

    Signal(String name) {
        this.name = name;
    }

    void send(PostgresBinaries binaries, long pid) {
        Command.of(binaries.program("pg_ctl"), List.of("kill", name, Long.toString(pid)))
                .run();
    }
}
