package io.dormouse.workflow.definitions;

import io.dormouse.flow.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the classes of a jar that carry {@link Durable}, without loading any. */
final class DurableClasses {
    private static final String ANNOTATION = Durable.class.descriptorString();

    private DurableClasses() {}

    static List<String> in(Path jar) {
        List<String> found = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(DurableClasses::isClass).toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    ClassModel model = ClassFile.of().parse(content.readAllBytes());
                    if (isDurable(model))
                        found.add(model.thisClass().asInternalName().replace('/', '.'));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw DefinitionException.notUsable(jar.toString(), e);
        }
        return found;
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().endsWith("module-info.class");
    }

    private static boolean isDurable(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(annotations -> annotations.annotations().stream())
                .anyMatch(annotation -> annotation.className().equalsString(ANNOTATION));
    }
}
