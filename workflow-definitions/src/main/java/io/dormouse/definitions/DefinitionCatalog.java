package io.dormouse.definitions;

import io.dormouse.engine.owner.Definitions;
import io.dormouse.engine.replay.Definition;
import io.dormouse.flow.Workflow;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Workflows that can be run here, found by {@link ServiceLoader} on the class path, in jars and in folders of classes. */
public final class DefinitionCatalog implements Definitions {
    private final TreeMap<String, TreeMap<Integer, Found>> definitions = new TreeMap<>();

    private record Found(Definition definition, String where) {}

    private DefinitionCatalog() {}

    /**
     * Finds the definitions of jars and of folders of classes alone, each by a class loader of its own. Fails with
     * {@link DefinitionException} as {@link #find} does.
     */
    public static DefinitionCatalog in(List<Path> code) {
        DefinitionCatalog catalog = new DefinitionCatalog();
        code.forEach(catalog::addCode);
        return catalog;
    }

    /**
     * Finds all definitions of the class path and of the jars in a folder. Fails with {@link DefinitionException} if one is there twice, if a jar holds one that it does not
     * name, or if the folder cannot be read.
     */
    public static DefinitionCatalog find(Optional<Path> folder) {
        DefinitionCatalog catalog = new DefinitionCatalog();
        catalog.addAll(DefinitionCatalog.class.getClassLoader(), "the class path", false);
        folder.ifPresent(catalog::addFolder);
        return catalog;
    }

    private void addFolder(Path folder) {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DefinitionException.folderUnreadable(folder, e);
        }
        jars.forEach(this::addCode);
    }

    private void addCode(Path code) {
        ClassLoader loader = new WorkflowClassLoader(url(code), DefinitionCatalog.class.getClassLoader());
        List<String> named = addAll(loader, code.toString(), true);
        List<String> forgotten = DurableClasses.in(code).stream()
                .filter(name -> !named.contains(name))
                .toList();
        if (!forgotten.isEmpty()) throw DefinitionException.withoutServiceEntry(code.toString(), forgotten);
    }

    private static URL url(Path code) {
        try {
            return code.toUri().toURL();
        } catch (MalformedURLException e) {
            throw DefinitionException.notUsable(code.toString(), e);
        }
    }

    /** Adds what a loader names; with {@code ownOnly}, only what it does not have from its parent. */
    @SuppressWarnings("rawtypes") // a service loader knows no type arguments
    private List<String> addAll(ClassLoader loader, String where, boolean ownOnly) {
        try {
            return ServiceLoader.load(Workflow.class, loader).stream()
                    .filter(provider -> !ownOnly || provider.type().getClassLoader() == loader)
                    .map(provider -> {
                        add(Definition.of(provider.type(), provider::get), where);
                        return provider.type().getName();
                    })
                    .toList();
        } catch (ServiceConfigurationError | IllegalArgumentException | LinkageError e) {
            throw DefinitionException.notUsable(where, e);
        }
    }

    private void add(Definition definition, String where) {
        Found before = definitions
                .computeIfAbsent(definition.name(), none -> new TreeMap<>())
                .putIfAbsent(definition.version(), new Found(definition, where));
        if (before != null)
            throw DefinitionException.twice(definition.name(), definition.version(), before.where(), where);
    }

    @Override
    public Optional<Definition> find(String name, int version) {
        return Optional.ofNullable(definitions.get(name))
                .map(versions -> versions.get(version))
                .map(Found::definition);
    }

    /** The highest version of a name. */
    public Optional<Definition> highest(String name) {
        return Optional.ofNullable(definitions.get(name))
                .map(versions -> versions.lastEntry().getValue().definition());
    }

    /** All of them, by name and version. */
    public List<Definition> all() {
        return definitions.values().stream()
                .map(TreeMap::values)
                .flatMap(Collection::stream)
                .map(Found::definition)
                .toList();
    }

    /** The names that can be started. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(definitions.keySet());
    }
}
