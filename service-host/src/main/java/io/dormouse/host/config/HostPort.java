package io.dormouse.host.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where something listens: a name or address, and a TCP port. */
public record HostPort(String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("\\[([0-9A-Fa-f:]+)]:?(\\d{1,5})?|([A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    /** {@code host:port}, {@code host} (then the port is the standard one) or {@code [IPv6 address]:port}. */
    public static Form<HostPort> form(int standardPort) {
        return new Form<>("host:port (port %d if left out)".formatted(standardPort), text -> {
            Matcher parts = WRITTEN.matcher(text.strip());
            if (!parts.matches()) throw new IllegalArgumentException("not as expected");
            String host = parts.group(1) != null ? parts.group(1) : parts.group(3);
            String port = parts.group(1) != null ? parts.group(2) : parts.group(4);
            int number = port == null ? standardPort : Integer.parseInt(port);
            if (number < 1 || number > 65_535) throw new IllegalArgumentException("not as expected");
            return new HostPort(host, number);
        });
    }

    /** As it is written. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
