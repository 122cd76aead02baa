package io.dormouse.sandbox.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** Sends bytes to a name server as they are, and gives back what comes: what {@code dig} does, without its good manners. */
final class RawClient {
    private static final int MILLIS = 10_000;

    private final InetSocketAddress server;

    RawClient(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static Message query(String name, int type) {
        Message query = Message.newQuery(Record.newRecord(ZoneText.name(name), type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return query;
    }

    Message udp(Message message) throws IOException {
        return new Message(udp(message.toWire(Message.MAXLENGTH)));
    }

    byte[] udp(byte[] request) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(MILLIS);
            socket.send(new DatagramPacket(request, request.length, server));
            return receive(socket);
        }
    }

    /** What is answered to the first of the two, if anything comes before the answer to the second. */
    Optional<byte[]> udpBefore(byte[] request, Message known) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(MILLIS);
            byte[] second = known.toWire();
            socket.send(new DatagramPacket(request, request.length, server));
            socket.send(new DatagramPacket(second, second.length, server));
            byte[] first = receive(socket);
            boolean isOfKnown = ByteBuffer.wrap(first).getShort()
                    == (short) known.getHeader().getID();
            return isOfKnown ? Optional.empty() : Optional.of(first);
        }
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    Message tcp(Message message) throws IOException {
        return new Message(tcp(message.toWire(Message.MAXLENGTH), 1).getFirst());
    }

    /** Sends a message and reads so many answers. */
    List<byte[]> tcp(byte[] request, int answers) throws IOException {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(request.length);
            out.write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            List<byte[]> messages = new ArrayList<>();
            while (messages.size() < answers) messages.add(in.readNBytes(in.readUnsignedShort()));
            return messages;
        }
    }

    /** Sends all messages on one stream, then reads as many answers. */
    List<Message> pipelined(List<Message> requests) throws IOException {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (Message request : requests) {
                byte[] bytes = request.toWire(Message.MAXLENGTH);
                out.writeShort(bytes.length);
                out.write(bytes);
            }
            List<Message> answers = new ArrayList<>();
            while (answers.size() < requests.size()) answers.add(new Message(in.readNBytes(in.readUnsignedShort())));
            return answers;
        }
    }

    /** Sends a datagram and waits for nothing. */
    void send(byte[] bytes) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        }
    }

    /** Writes bytes to a stream without caring for lengths, and hangs up. */
    void write(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** Writes bytes to a stream; how many come back before the server hangs up. Fails if it does not. */
    int bytesUntilClosed(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
            return socket.getInputStream().readAllBytes().length;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server, MILLIS);
        socket.setSoTimeout(MILLIS);
        return socket;
    }
}
