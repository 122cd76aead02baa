package io.dormouse.host.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * What can be measured for little: the JVM, the event bus, pools (workers, connections), HTTP requests. Whatever a service adds to
 * {@link Metrics#globalRegistry} is told too.
 */
final class ProcessMetrics {
    /** A meter for each socket of the cluster and for each verticle says little and costs at every packet. */
    private static final List<MetricsDomain> LEFT_OUT = List.of(
            MetricsDomain.DATAGRAM_SOCKET,
            MetricsDomain.NET_CLIENT,
            MetricsDomain.NET_SERVER,
            MetricsDomain.HTTP_CLIENT,
            MetricsDomain.VERTICLES);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** @param condition told as {@code dormouse_ready} */
    ProcessMetrics(Condition condition) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        // Listens to collections for as long as the process lives, so it is never closed.
        new JvmGcMetrics().bindTo(registry);
        gauge("dormouse.ready", "1 when the service serves", () -> condition.isReady() ? 1 : 0);
        Metrics.addRegistry(registry);
    }

    void gauge(String name, String meaning, Supplier<Number> value) {
        Gauge.builder(name, value).description(meaning).strongReference(true).register(registry);
    }

    VertxOptions options() {
        MicrometerMetricsOptions options = new MicrometerMetricsOptions().setEnabled(true);
        LEFT_OUT.forEach(options::addDisabledMetricsCategory);
        return new VertxOptions().setMetricsOptions(options);
    }

    VertxMetricsFactory factory() {
        return new MicrometerMetricsFactory(registry);
    }

    /** Prometheus' text format. */
    String text() {
        return registry.scrape();
    }
}
