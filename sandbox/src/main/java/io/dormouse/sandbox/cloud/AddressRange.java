package io.dormouse.sandbox.cloud;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IPv4 addresses that servers get: a block of 127.0.0.0/8, without its first (network) and last (broadcast) address.
 *
 * @param network the first address of the block, as a number
 * @param prefix the length of its prefix, 8 to 30
 */
public record AddressRange(long network, int prefix) {
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** Reads {@code 127.1.0.0/16}. */
    public static AddressRange parse(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        if (!parts.matches()) throw refused(cidr, "is not of the form 127.1.0.0/16");
        long network = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(parts.group(i));
            if (octet > 255) throw refused(cidr, "has a part over 255");
            network = network << 8 | octet;
        }
        int prefix = Integer.parseInt(parts.group(5));
        if (prefix < 8 || prefix > 30) throw refused(cidr, "needs a prefix of 8 to 30 bits");
        if (network >> 24 != 127)
            throw refused(cidr, "is not loopback; servers of the sandbox listen in 127.0.0.0/8 only");
        AddressRange range = new AddressRange(network, prefix);
        if (network % range.block() != 0) {
            throw refused(
                    cidr,
                    "does not begin at a block of its size; %s/%d does"
                            .formatted(text(network - network % range.block()), prefix));
        }
        return range;
    }

    /** How many servers can have an address at once. */
    public long size() {
        return block() - 2;
    }

    /** The address of a place in the range, 0 to {@link #size} - 1. */
    String at(long place) {
        return text(network + 1 + place);
    }

    /** The place after that of an address; after the last, and for an address of another range, the first. */
    long placeAfter(String address) {
        long number = 0;
        for (String octet : address.split("\\.")) number = number << 8 | Integer.parseInt(octet);
        long next = number - network;
        return next < 1 || next >= size() ? 0 : next;
    }

    private long block() {
        return 1L << 32 - prefix;
    }

    private static String text(long number) {
        return "%d.%d.%d.%d".formatted(number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    private static IllegalArgumentException refused(String cidr, String why) {
        return new IllegalArgumentException("the address range %s %s".formatted(cidr, why));
    }

    @Override
    public String toString() {
        return text(network) + "/" + prefix;
    }
}
