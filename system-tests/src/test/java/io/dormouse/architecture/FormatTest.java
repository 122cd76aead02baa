package io.dormouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FormatTest {
    private final SourceTree tree = SourceTree.here();

    @Test
    void shouldLookAsTheFormatterWritesIt() throws IOException {
        assertThat(Format.wrong(tree))
                .extracting(wrong -> tree.root().relativize(wrong.file()).toString())
                .as("these files look different from how they should; ./dormouse format mends them")
                .isEmpty();
    }

    @Test
    void shouldFindCodeThatIsLaidOutAnotherWay() throws FormatterException {
        assertThat(Format.formatted("class  A { int a ; }")).isEqualTo("class A {\n    int a;\n}\n");
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
