package io.dormouse.host.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written.
 *
 * @param expected what would be right, with its unit and limits, to follow "must be": {@code a TCP port, 0 to 65535}
 * @param reader from the text to the value; throws {@link IllegalArgumentException} for what is not as expected
 */
public record Form<T>(String expected, Function<String, T> reader) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    /** Any text that is not blank. */
    public static Form<String> text(String expected) {
        return new Form<>(expected, Form::notBlank);
    }

    /** A port to listen on. */
    public static Form<Integer> port() {
        return new Form<>("a port, 0 to 65535 (0 takes a free one)", text -> within(text, 0, 65_535));
    }

    /** A port of somebody else. */
    public static Form<Integer> remotePort() {
        return new Form<>("a port, 1 to 65535", text -> within(text, 1, 65_535));
    }

    /** A whole number; {@code unit} says of what: {@code event loops}. */
    public static Form<Integer> number(int least, int most, String unit) {
        return new Form<>("a number of %s, %d to %d".formatted(unit, least, most), text -> within(text, least, most));
    }

    /** A length of time with its unit. */
    public static Form<Duration> duration(Duration least, Duration most) {
        String expected = "a time with its unit (ms, s, m or h), %s to %s".formatted(written(least), written(most));
        return new Form<>(expected, text -> {
            Matcher parts = DURATION.matcher(text.strip());
            require(parts.matches());
            Duration unit = Objects.requireNonNull(UNITS.get(parts.group(2)), "the pattern has the units");
            Duration read = unit.multipliedBy(Long.parseLong(parts.group(1)));
            require(read.compareTo(least) >= 0 && read.compareTo(most) <= 0);
            return read;
        });
    }

    /** A file that is there and can be read. */
    public static Form<Path> file() {
        return new Form<>("a file that this user can read", text -> {
            Path file = Path.of(notBlank(text));
            require(Files.isRegularFile(file) && Files.isReadable(file));
            return file;
        });
    }

    /** A path whose file may come later. */
    public static Form<Path> path() {
        return new Form<>("a path", text -> Path.of(notBlank(text)));
    }

    /** A folder that is there. */
    public static Form<Path> folder() {
        return new Form<>("a folder that is there", text -> {
            Path folder = Path.of(notBlank(text));
            require(Files.isDirectory(folder));
            return folder;
        });
    }

    /** An absolute {@code http} or {@code https} address. */
    public static Form<URI> url() {
        return new Form<>("an address such as http://host:8085", text -> {
            URI address = uri(notBlank(text));
            require(List.of("http", "https").contains(address.getScheme()) && address.getHost() != null);
            return address;
        });
    }

    /** A secret in base64 (RFC 4648 §4); the text is kept as it is. */
    public static Form<String> base64() {
        return new Form<>("base64, such as openssl rand -base64 32 makes", text -> {
            require(Base64.getDecoder().decode(notBlank(text)).length > 0);
            return text.strip();
        });
    }

    /** One of some words, in small letters. */
    public static Form<String> oneOf(String... words) {
        List<String> known = List.of(words);
        return new Form<>("one of " + String.join(", ", words), text -> {
            require(known.contains(text.strip()));
            return text.strip();
        });
    }

    /** Values of one form, separated by commas; at least one. */
    public static <T> Form<List<T>> listOf(Form<T> each) {
        return new Form<>("a list separated by commas, each " + each.expected(), text -> {
            List<String> parts = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
            require(!parts.isEmpty() && new TreeSet<>(parts).size() == parts.size());
            return parts.stream().map(each.reader()).toList();
        });
    }

    /** {@code name=value} pairs, separated by commas. */
    public static <T> Form<Map<String, T>> mapOf(String example, Form<T> each) {
        return new Form<>(
                "pairs separated by commas, such as %s; each value %s".formatted(example, each.expected()),
                text -> Arrays.stream(text.split(","))
                        .map(pair -> pair.strip().split("=", 2))
                        .collect(Collectors.toMap(pair -> notBlank(pair[0]).strip(), pair -> {
                            require(pair.length == 2);
                            return each.reader().apply(pair[1]);
                        })));
    }

    /** The same text read into something else. */
    public <R> Form<R> map(Function<T, R> change) {
        return new Form<>(expected, reader.andThen(change));
    }

    private static int within(String text, int least, int most) {
        int read = Integer.parseInt(text.strip());
        require(read >= least && read <= most);
        return read;
    }

    private static String notBlank(String text) {
        require(!text.isBlank());
        return text;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void require(boolean right) {
        if (!right) throw new IllegalArgumentException("not as expected");
    }

    private static String written(Duration time) {
        if (time.toMillis() % 1000 != 0) return time.toMillis() + "ms";
        if (time.toSeconds() % 60 != 0) return time.toSeconds() + "s";
        return time.toSeconds() % 3600 != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
    }
}
