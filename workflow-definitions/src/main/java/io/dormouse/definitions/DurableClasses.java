package io.dormouse.definitions;

import io.dormouse.flow.Durable;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the classes of a jar, or of a folder of classes, that carry {@link Durable}, without loading any. */
final class DurableClasses {
    private static final String ANNOTATION = Durable.class.descriptorString();

    private DurableClasses() {}

    static List<String> in(Path code) {
        try {
            if (Files.isDirectory(code)) return below(code);
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                return below(jar.getPath("/"));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw DefinitionException.notUsable(code.toString(), e);
        }
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes = files.filter(
                            file -> isClass(root.relativize(file).toString()))
                    .sorted()
                    .toList();
            return classes.stream().flatMap(file -> durable(file).stream()).toList();
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF") && !name.endsWith("module-info.class");
    }

    private static Optional<String> durable(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw DefinitionException.notUsable(file.toString(), e);
        }
        return isDurable(model) ? Optional.of(model.thisClass().asInternalName().replace('/', '.')) : Optional.empty();
    }

    private static boolean isDurable(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(annotations -> annotations.annotations().stream())
                .anyMatch(annotation -> annotation.className().equalsString(ANNOTATION));
    }
}
