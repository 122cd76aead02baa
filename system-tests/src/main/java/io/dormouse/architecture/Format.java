package io.dormouse.architecture;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How every file looks: Java as palantir-java-format writes it, other text without trailing space and with a last newline. */
public final class Format {
    private static final Formatter java = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    private Format() {}

    /** What {@code ./dormouse format} runs: rewrites what does not look right. */
    public static void main(String[] arguments) throws IOException {
        SourceTree tree = new SourceTree(Path.of(arguments[0]));
        for (Wrong wrong : wrong(tree, Format::formatted)) {
            Files.writeString(wrong.file(), wrong.right());
            System.out.println(tree.root().relativize(wrong.file()));
        }
    }

    /**
     * A file that does not look right.
     *
     * @param right the text that would
     */
    record Wrong(Path file, String right) {}

    static List<Wrong> wrong(SourceTree tree, Change ofCode) throws IOException {
        Stream<Wrong> code = tree.files(".java").parallelStream().flatMap(file -> differing(file, ofCode));
        Stream<Wrong> text =
                tree.files(".md", ".xml", ".sql", ".yaml", ".properties", ".sh", "run", "dormouse").stream()
                        .flatMap(file -> differing(file, Format::tidied));
        return Stream.concat(code, text).toList();
    }

    /** What a text becomes. */
    interface Change {
        String of(String source) throws FormatterException;
    }

    private static Stream<Wrong> differing(Path file, Change change) {
        try {
            String source = Files.readString(file);
            return Optional.of(change.of(source))
                    .filter(right -> !right.equals(source))
                    .map(right -> new Wrong(file, right))
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException("%s cannot be read as Java: %s".formatted(file, e.getMessage()), e);
        }
    }

    static String formatted(String source) throws FormatterException {
        return java.formatSourceAndFixImports(source);
    }

    static String tidied(String source) {
        String text =
                source.replace("\t", "    ").replaceAll("[ ]+(?=\n|\\z)", "").strip();
        return text.isEmpty() ? "" : text + "\n";
    }
}
