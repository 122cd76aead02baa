package io.dormouse.standalone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks before anything is started, so that a port in use is said at once and not after Postgres is up. */
final class FreePort {
    private FreePort() {}

    static void requireTcp(String flag, int port) {
        if (port == 0) return;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
        } catch (IOException e) {
            throw StartException.portInUse(flag, port, e);
        }
    }

    static void requireUdp(String flag, int port) {
        if (port == 0) return;
        try (DatagramSocket socket = new DatagramSocket(loopback(port))) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw StartException.portInUse(flag, port, e);
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    }
}
