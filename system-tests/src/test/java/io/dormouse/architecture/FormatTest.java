package io.dormouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {
    private final SourceTree tree = SourceTree.here();

    @Test
    void shouldLookAsTheFormatterWritesIt() throws IOException {
        FormattedBefore before = FormattedBefore.readUnlessLong();
        List<Format.Wrong> wrong = Format.wrong(tree, before.or(Format::formatted));
        before.write();

        assertThat(wrong)
                .extracting(each -> tree.root().relativize(each.file()).toString())
                .as("these files look different from how they should; ./dormouse format mends them")
                .isEmpty();
    }

    @Test
    void shouldFindCodeThatIsLaidOutAnotherWay() throws FormatterException {
        assertThat(Format.formatted("class  A { int a ; }")).isEqualTo("class A {\n    int a;\n}\n");
    }

    @Test
    void shouldFormatWhatItHasNotSeenRightWordForWord(@TempDir Path folder) throws IOException, FormatterException {
        String right = "class A {}\n";
        FormattedBefore first = FormattedBefore.read(folder.resolve("sums"));
        first.or(Format::formatted).of(right);
        first.or(Format::formatted).of("class  B { }");
        first.write();

        Format.Change second = FormattedBefore.read(folder.resolve("sums")).or(source -> "formatted");

        assertThat(second.of(right)).as("known").isEqualTo(right);
        assertThat(second.of("class A {} \n")).as("almost the same").isEqualTo("formatted");
        assertThat(second.of("class  B { }")).as("it was wrong").isEqualTo("formatted");
    }

    @Test
    void shouldFindTabsTrailingSpaceAndAMissingLastNewline() {
        assertThat(Format.tidied("a \n\tb\n\n\nc  ")).isEqualTo("a\n    b\n\n\nc\n");
    }

    @Test
    void shouldDescribeEveryPackageAndMarkItAsFreeOfNull() throws IOException {
        assertThat(tree.files(".java").stream()
                        .filter(file -> file.toString().contains("/src/main/java/"))
                        .map(file -> file.resolveSibling("package-info.java"))
                        .distinct()
                        .filter(description -> !PackageDescription.isComplete(description))
                        .map(description -> tree.root().relativize(description).toString())
                        .collect(Collectors.toList()))
                .as("these need a few lines of Javadoc (what lives here, what may come in) and @NullMarked")
                .isEmpty();
    }
}
