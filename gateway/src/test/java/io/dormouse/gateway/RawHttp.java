package io.dormouse.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Speaks to a server byte by byte, so that what it says need not be HTTP. */
final class RawHttp {
    private static final int DEADLINE_MILLIS = 10_000;

    private RawHttp() {}

    /** What a server said before it closed the connection, after an interim answer if there was one. */
    record Said(String text) {
        private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n";

        Said {
            text = text.startsWith(INTERIM) ? text.substring(INTERIM.length()) : text;
        }

        /** The status of the first answer, if there was one. */
        Optional<Integer> status() {
            return text.startsWith("HTTP/1.") ? Optional.of(Integer.parseInt(text.substring(9, 12))) : Optional.empty();
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    /** Sends, and reads until the server closes; if it does not within the deadline, that is an exception. */
    static Said send(int port, byte[] bytes) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            sendAll(socket, bytes);
            return new Said(readAll(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Said send(int port, String text) {
        return send(port, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends, reads until this was said, and is gone. */
    static void abandonAfter(int port, String text, String said) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            sendAll(socket, text.getBytes(StandardCharsets.UTF_8));
            StringBuilder heard = new StringBuilder();
            while (heard.indexOf(said) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) throw new AssertionError("it ended with " + heard);
                heard.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server may refuse and close before it has read everything. */
    private static void sendAll(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException refused) {
            // What it says is read all the same.
        }
    }

    private static String readAll(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            // It closed while we were still sending; what it said before counts.
        }
        return text.toString();
    }
}
