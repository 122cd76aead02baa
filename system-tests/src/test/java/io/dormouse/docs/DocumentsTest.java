package io.dormouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    private static final Pattern PATH_IN_TEXT = Pattern.compile("`([a-z-]+/src/[^`]+\\.java)`");
    private static final Pattern COMMAND = Pattern.compile("\\./dormouse ([a-z]+)");
    private static final Pattern LISTED = Pattern.compile("(?m)^ {2}([a-z]+) {2}");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)\\.(\\w+)`");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    /** Commands of the script that are no commands of the HTTP API. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("up", "bench", "chaos", "check", "format", "sim");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void shouldLinkOnlyToWhatExists() throws IOException {
        for (Path document : documents()) {
            String text = Files.readString(document);
            Stream.concat(
                            LINK.matcher(text).results().map(link -> document.resolveSibling(link.group(1))),
                            PATH_IN_TEXT.matcher(text).results().map(path -> ROOT.resolve(path.group(1))))
                    .forEach(target ->
                            assertThat(target).as("mentioned in " + document).exists());
        }
    }

    @Test
    void shouldShowTheWorkflowAsItIs() throws IOException {
        String source = withoutIndentation(
                Files.readString(ROOT.resolve("workflows/src/main/java/io/dormouse/workflows/ProvisionServer.java")));
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> blocks = JAVA_BLOCK
                .matcher(readme)
                .results()
                .map(block -> withoutIndentation(block.group(1)))
                .toList();
        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(source).contains(block));
    }

    @Test
    void shouldShowAuthorsWhatTheExamplesSay() throws IOException {
        String examples = withoutIndentation(textOf(filesOf("examples/src/main/java")));
        assertThat(JAVA_BLOCK
                        .matcher(Files.readString(ROOT.resolve("docs/authors.md")))
                        .results()
                        .map(block -> withoutIndentation(block.group(1))))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(examples).contains(block));
    }

    /** What a document says to be proven by a test is proven by one that is there. */
    @Test
    void shouldNameOnlyTestsThatThereAre() throws IOException {
        Map<String, String> tests = tests();
        for (Path document : documents()) {
            TEST.matcher(Files.readString(document)).results().forEach(named -> {
                assertThat(tests).as("tests named in " + document).containsKey(named.group(1));
                assertThat(tests.get(named.group(1)))
                        .as("%s, named in %s", named.group(), document)
                        .contains("void %s(".formatted(named.group(2)));
            });
        }
    }

    /** The text of each test by its name; of two with the same name, both texts. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                if (!Files.isDirectory(module.resolve("src/test/java"))) continue;
                for (Path test : filesOf(module.getFileName() + "/src/test/java"))
                    tests.merge(
                            test.getFileName().toString().replace(".java", ""), Files.readString(test), String::concat);
            }
        }
        return tests;
    }

    private static List<Path> filesOf(String folder) throws IOException {
        try (Stream<Path> tree = Files.walk(ROOT.resolve(folder))) {
            return tree.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String textOf(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) text.append(Files.readString(file));
        return text.toString();
    }

    private static String withoutIndentation(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void shouldNameOnlyCommandsThatThereAre() throws IOException, InterruptedException {
        Set<String> commands = new TreeSet<>();
        for (Path document : documents()) {
            COMMAND.matcher(Files.readString(document))
                    .results()
                    .map(MatchResult::group)
                    .forEach(command -> commands.add(command.split(" ")[1]));
        }
        commands.removeAll(OF_THE_SCRIPT);
        assertThat(commands).contains("start", "show", "approve");
        assertThat(commandsOfTheProgram()).containsAll(commands);
    }

    /** The commands that {@code ./dormouse --help} lists. */
    private static List<String> commandsOfTheProgram() throws IOException, InterruptedException {
        Process help = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path", "") + File.pathSeparator,
                        "io.dormouse.cli.Main",
                        "--help")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor()).as("./dormouse --help").isZero();
        return LISTED.matcher(said).results().map(line -> line.group(1)).toList();
    }
}
