package io.dormouse.host;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;

/** Vert.x as all services run on it. */
public final class ServiceVertx {
    private ServiceVertx() {}

    /** One that is alone, with all that is default. */
    public static Vertx alone() {
        return builder(new VertxOptions()).build();
    }

    /** With the sockets of Linux where there are such, whose calls cost less, and with what a turn of a loop writes gathered. */
    public static VertxBuilder builder(VertxOptions options) {
        return Vertx.builder().with(options).withTransport(GatheringTransport.ofThisSystem());
    }
}
