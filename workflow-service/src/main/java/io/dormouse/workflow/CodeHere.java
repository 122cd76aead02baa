package io.dormouse.workflow;

import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.owner.Definitions;
import io.dormouse.engine.replay.Definition;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of this node, for its owners. Where one is asked for that is not here, it is noted that its partitions need
 * it, so that a node that has it may own them.
 */
final class CodeHere implements Definitions {
    private static final Logger log = LoggerFactory.getLogger(CodeHere.class);

    private final DefinitionCatalog definitions;
    private final NodeLife life;
    private final Set<String> looking = ConcurrentHashMap.newKeySet();

    CodeHere(DefinitionCatalog definitions, NodeLife life) {
        this.definitions = definitions;
        this.life = life;
    }

    @Override
    public Optional<Definition> find(String name, int version) {
        Optional<Definition> found = definitions.find(name, version);
        if (found.isEmpty()) note(name, version);
        return found;
    }

    private void note(String name, int version) {
        String missing = name + "/" + version;
        if (!looking.add(missing)) return;
        life.needs()
                .missing(life.partitions(), name, version)
                .onFailure(failure -> log.warn("cannot note that {} is needed: {}", missing, failure.getMessage()))
                .onComplete(done -> looking.remove(missing));
    }
}
