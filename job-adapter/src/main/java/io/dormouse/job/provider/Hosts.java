package io.dormouse.job.provider;

import io.dormouse.contracts.job.JobFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Addresses of hosts as people and contracts write them: literal IP addresses, so that no name service decides what is reached. */
public final class Hosts {
    private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f.:]+");

    private Hosts() {}

    /**
     * The one host at a literal address: four decimal numbers (RFC 6943 §3.1.1, the strict form) or IPv6 without a zone (RFC 4291).
     * Anything else is {@link JobFailure#ARGUMENT_INVALID}.
     */
    public static InetAddress literal(String address) {
        if (!DIGITS.matcher(address).matches()) throw notAnAddress(address);
        try {
            InetAddress host = InetAddress.ofLiteral(address);
            boolean loose =
                    host instanceof Inet4Address && !host.getHostAddress().equals(address);
            if (!loose && !host.isAnyLocalAddress() && !host.isMulticastAddress()) return host;
        } catch (IllegalArgumentException e) {
            throw notAnAddress(address);
        }
        throw notAnAddress(address);
    }

    private static RuntimeException notAnAddress(String address) {
        return JobFailure.ARGUMENT_INVALID.exception(
                "\"%s\" is not the literal IP address of a host; give one like 192.0.2.7 or 2001:db8::7"
                        .formatted(address));
    }

    static String shown(InetSocketAddress host) {
        String address = host.getAddress().getHostAddress();
        return (address.indexOf(':') < 0 ? "%s:%d" : "[%s]:%d").formatted(address, host.getPort());
    }
}
