package io.dormouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the modules were compiled to: programs alone, and tests with them. */
record BuiltClasses(JavaClasses programs, JavaClasses everything) {
    static BuiltClasses of(SourceTree tree) {
        List<Path> folders = Stream.of("target/classes", "target/test-classes")
                .flatMap(below -> folders(tree, below).stream())
                .toList();
        JavaClasses everything = new ClassFileImporter().importPaths(folders);
        return new BuiltClasses(everything.that(describe("programs", BuiltClasses::isOfAProgram)), everything);
    }

    private static boolean isOfAProgram(JavaClass built) {
        return built.getSource()
                .filter(source -> source.getUri().toString().contains("/target/classes/"))
                .isPresent();
    }

    private static List<Path> folders(SourceTree tree, String below) {
        try (Stream<Path> modules = Files.list(tree.root())) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.resolve(below))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
