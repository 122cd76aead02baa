package io.dormouse.host.process;

import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Key;
import io.vertx.core.Deployable;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a service tells the process that it runs in. A {@code Main} makes one and calls {@link #run}.
 *
 * @param <C> the record that its verticle is configured with
 */
public final class Service<C> {
    private final String name;
    private final String schema;
    private final boolean member;
    private final List<Key<?>> keys;
    private final BiFunction<Configuration, Database, C> reader;
    private final BiFunction<C, @Nullable ClusterMember, Deployable> verticle;

    private Service(
            String name,
            String schema,
            boolean member,
            List<Key<?>> keys,
            BiFunction<Configuration, Database, C> reader,
            BiFunction<C, @Nullable ClusterMember, Deployable> verticle) {
        this.name = name;
        this.schema = schema;
        this.member = member;
        this.keys = List.copyOf(keys);
        this.reader = reader;
        this.verticle = verticle;
    }

    /**
     * A service that is a member of the cluster.
     *
     * @param name its name for people, and its role in the cluster
     * @param schema the schema that it keeps its state in, and by default the role that owns it
     * @param keys what it is told beside what every process is told
     * @param reader makes the record; an {@link IllegalArgumentException} is a wrong configuration
     * @param verticle made anew for every attempt to deploy it; deployed, it serves; undeployed, it has handed its work over
     */
    public static <C> Service<C> inCluster(
            String name,
            String schema,
            List<Key<?>> keys,
            BiFunction<Configuration, Database, C> reader,
            BiFunction<C, ClusterMember, Deployable> verticle) {
        return new Service<>(
                name,
                schema,
                true,
                keys,
                reader,
                (config, member) -> verticle.apply(config, Objects.requireNonNull(member, "joined before")));
    }

    /** A service that joins nobody. */
    public static <C> Service<C> outside(
            String name,
            String schema,
            List<Key<?>> keys,
            BiFunction<Configuration, Database, C> reader,
            Function<C, Deployable> verticle) {
        return new Service<>(name, schema, false, keys, reader, (config, nobody) -> verticle.apply(config));
    }

    /**
     * Runs it until it is told to stop. Returns early; the JVM ends with 0 after a stop that was asked for, within 20 s, with 1 if
     * it cannot start or go on, with 2 for a wrong configuration.
     */
    public void run(String[] arguments) {
        new ServiceProcess<>(this).run(List.of(arguments));
    }

    String name() {
        return name;
    }

    String schema() {
        return schema;
    }

    boolean isMember() {
        return member;
    }

    List<Key<?>> keys() {
        return keys;
    }

    C read(Configuration configuration, Database database) {
        return reader.apply(configuration, database);
    }

    Deployable verticle(C config, @Nullable ClusterMember joined) {
        return verticle.apply(config, joined);
    }
}
