package io.dormouse.postgres;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port for a server that is started a moment later, or stopped and started again at the same place.
 *
 * <p>It lies below the ports that the system gives away by itself (Linux: {@code net.ipv4.ip_local_port_range}, from 32768 unless
 * somebody changed it). One of those may go to any connection that is opened, and to any server that takes what it gets, between
 * the look and the use.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int BEYOND = 32_000;

    /** Begins anywhere, so that two programs that look at the same time look at different places. */
    private static final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(BEYOND - FIRST));

    private FreePort() {}

    /** Nobody has it at any address of this machine, for TCP or UDP, and nobody else in this process was told of it lately. */
    public static int get() {
        for (int tried = 0; tried < BEYOND - FIRST; tried++) {
            int port = FIRST + Math.floorMod(next.getAndIncrement(), BEYOND - FIRST);
            if (isFree(port)) return port;
        }
        throw new IllegalStateException("every port from %d to %d is taken".formatted(FIRST, BEYOND - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket streams = new ServerSocket(port);
                DatagramSocket datagrams = new DatagramSocket(port)) {
            return streams.isBound() && datagrams.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
