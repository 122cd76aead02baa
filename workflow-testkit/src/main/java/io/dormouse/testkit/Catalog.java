package io.dormouse.testkit;

import io.dormouse.engine.owner.Definitions;
import io.dormouse.engine.replay.Definition;
import io.dormouse.flow.Workflow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The workflows of a test: those that it names, and for the rest those that services files on its class path name. */
final class Catalog implements Definitions {
    private final Map<String, TreeMap<Integer, Definition>> named = new HashMap<>();

    /** Adds a workflow; it stands in front of one of the same name and version on the class path. */
    void add(Definition definition) {
        named.computeIfAbsent(definition.name(), none -> new TreeMap<>()).put(definition.version(), definition);
    }

    @Override
    public Optional<Definition> find(String name, int version) {
        return versions(name).map(versions -> versions.get(version));
    }

    /** The version of a name; an error if the test does not know it. */
    Definition required(String name, int version) {
        return find(name, version)
                .orElseThrow(() -> TestError.unknownWorkflow("%s version %d".formatted(name, version)));
    }

    /** The highest version of a name. */
    Definition highest(String name) {
        return versions(name)
                .map(versions -> versions.lastEntry().getValue())
                .orElseThrow(() -> TestError.unknownWorkflow(name));
    }

    private Optional<TreeMap<Integer, Definition>> versions(String name) {
        if (!named.containsKey(name)) findOnClassPath(name);
        return Optional.ofNullable(named.get(name));
    }

    @SuppressWarnings("rawtypes") // a service loader knows no type arguments
    private void findOnClassPath(String name) {
        ServiceLoader.load(Workflow.class).stream()
                .map(provider -> Definition.of(provider.type(), provider::get))
                .filter(definition -> definition.name().equals(name))
                .forEach(this::add);
    }
}
