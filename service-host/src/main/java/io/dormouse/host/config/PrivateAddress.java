package io.dormouse.host.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of this host where nobody is asked who they are, so it must be loopback or in a private network. */
public final class PrivateAddress {
    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f.:]+)/(\\d{1,3})");

    private PrivateAddress() {}

    /** From an address, a host name, or a network in which this host has an address; read into the address as text. */
    public static Form<String> form() {
        return new Form<>(
                "an address of this host, its name, or a network such as 172.28.0.0/16 in which it has one; loopback or"
                        + " private, because nothing there asks who you are",
                PrivateAddress::find);
    }

    private static String find(String text) {
        try {
            Matcher network = NETWORK.matcher(text.strip());
            InetAddress found = network.matches()
                    ? ownIn(InetAddress.ofLiteral(network.group(1)).getAddress(), Integer.parseInt(network.group(2)))
                    : InetAddress.getByName(text.strip());
            if (text.isBlank() || found.isAnyLocalAddress() || !isPrivate(found)) {
                throw new IllegalArgumentException("not private");
            }
            if (NetworkInterface.getByInetAddress(found) == null && !found.isLoopbackAddress()) {
                throw new IllegalArgumentException("not of this host");
            }
            return found.getHostAddress();
        } catch (UnknownHostException | SocketException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetAddress ownIn(byte[] network, int prefix) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> startsAlike(address.getAddress(), network, prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no address there"));
    }

    private static boolean startsAlike(byte[] address, byte[] network, int prefix) {
        if (address.length != network.length || prefix > address.length * 8) return false;
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) return false;
        }
        return true;
    }

    /** RFC 1918, RFC 4193, RFC 3927, and RFC 6598, which clusters of containers use. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || unique
                || shared;
    }
}
