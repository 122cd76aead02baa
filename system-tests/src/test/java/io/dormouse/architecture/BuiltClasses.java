package io.dormouse.architecture;

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
        List<Path> programs = folders(tree, "target/classes");
        List<Path> tests = folders(tree, "target/test-classes");
        ClassFileImporter importer = new ClassFileImporter();
        return new BuiltClasses(
                importer.importPaths(programs),
                importer.importPaths(
                        Stream.concat(programs.stream(), tests.stream()).toList()));
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
