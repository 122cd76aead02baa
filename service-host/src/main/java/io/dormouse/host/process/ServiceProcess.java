package io.dormouse.host.process;

import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.ConfigurationException;
import io.dormouse.host.config.Key;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of one service: configured, healthy, joined, served by a database, ready, and in the end stopped. */
final class ServiceProcess<C> {
    private static final int CANNOT_GO_ON = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private final Service<C> service;
    private final Condition condition;
    private final Logger log;
    private final List<Key<?>> keys;
    private volatile Optional<Vertx> running = Optional.empty();

    ServiceProcess(Service<C> service) {
        ProcessLog.toStandardOutput();
        this.service = service;
        this.condition = new Condition();
        this.log = LoggerFactory.getLogger(ServiceProcess.class);
        this.keys = Stream.of(
                        CommonKeys.ofAll(),
                        service.isMember() ? CommonKeys.ofMembers() : List.<Key<?>>of(),
                        service.keys())
                .flatMap(List::stream)
                .toList();
    }

    /** On the thread of {@code main}, which may block. */
    void run(List<String> arguments) {
        if (arguments.contains("--help")) {
            log.info("{} takes:\n{}", service.name(), Configuration.describe(keys));
        } else if (arguments.equals(List.of("--learn"))) {
            learn();
        } else {
            try {
                start(Configuration.load(keys, arguments, System.getenv()));
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> log.error("wrong configuration: {}", problem));
                System.exit(WRONG_CONFIGURATION);
            }
        }
    }

    private void learn() {
        try {
            Rehearsal.run();
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            log.error("the rehearsal failed: {}", Sentence.of(e), e);
            System.exit(CANNOT_GO_ON);
        }
    }

    private void start(Configuration configuration) {
        ProcessLog.level(
                configuration.get(CommonKeys.LOG_LEVEL),
                configuration.get(CommonKeys.LOG_LEVELS).orElse(Map.of()));
        Database database = CommonKeys.database(configuration, service.schema());
        C config = read(configuration, database);
        Optional<ClusterConfig> cluster =
                service.isMember() ? Optional.of(CommonKeys.cluster(configuration, service.name())) : Optional.empty();
        ProcessMetrics metrics = new ProcessMetrics(condition);
        Stop stop = new Stop(condition, configuration.get(CommonKeys.STOP_PATIENCE), this::handOver);
        try {
            openHealth(configuration, metrics);
            stop.onSignal();
            join(cluster, metrics, stop)
                    .compose(member -> serve(config, database, member))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException | IOException e) {
            if (condition.isStopping()) return;
            log.error("{} cannot start: {}", service.name(), Sentence.of(e), e);
            stop.end(CANNOT_GO_ON);
        }
    }

    private C read(Configuration configuration, Database database) {
        try {
            return service.read(configuration, database);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(Sentence.of(e)));
        }
    }

    private void openHealth(Configuration configuration, ProcessMetrics metrics) throws IOException {
        String host = configuration.get(CommonKeys.HEALTH_HOST);
        HealthServer health =
                HealthServer.open(host, configuration.get(CommonKeys.HEALTH_PORT), condition, metrics::text);
        log.info("{} starts; health at http://{}:{}", service.name(), host, health.port());
    }

    private Future<@Nullable ClusterMember> join(Optional<ClusterConfig> cluster, ProcessMetrics metrics, Stop stop) {
        if (cluster.isEmpty()) {
            running = Optional.of(ServiceVertx.builder(metrics.options())
                    .withMetrics(metrics.factory())
                    .build());
            return Future.succeededFuture();
        }
        condition.waiting("joining the cluster " + cluster.get().clusterName());
        return ClusterMember.join(cluster.get(), metrics.options(), Optional.of(metrics.factory()))
                .map(member -> {
                    running = Optional.of(member.vertx());
                    member.onEnd(() -> endUnlessAsked(stop));
                    metrics.gauge(
                            "dormouse.cluster.members",
                            "members that this one sees",
                            () -> member.hazelcast().getCluster().getMembers().size());
                    log.info(
                            "joined as {}, members {}",
                            member.name(),
                            member.hazelcast().getCluster().getMembers());
                    return member;
                });
    }

    private void endUnlessAsked(Stop stop) {
        if (condition.isStopping()) return;
        log.error(
                "{} is no member of the cluster any more and cannot become one again; the process ends, for its"
                        + " supervisor to start it anew",
                service.name());
        stop.end(CANNOT_GO_ON);
    }

    private Future<Void> serve(C config, Database database, @Nullable ClusterMember member) {
        Vertx vertx = running.orElseThrow();
        DatabaseWait postgres = new DatabaseWait(vertx, database, condition);
        return postgres.reached()
                .compose(reached -> {
                    condition.waiting("starting to serve");
                    return vertx.deployVerticle(service.verticle(config, member));
                })
                .onSuccess(deployed -> condition.ready("ready"))
                .<Void>mapEmpty()
                .recover(failure -> postgres.reach().transform(reached -> {
                    if (reached.succeeded()) return Future.failedFuture(failure);
                    log.warn("the database went away during the start, which begins again: {}", Sentence.of(failure));
                    return serve(config, database, member);
                }));
    }

    private Future<?> handOver() {
        return running.map(Vertx::close).orElseGet(Future::succeededFuture);
    }
}
