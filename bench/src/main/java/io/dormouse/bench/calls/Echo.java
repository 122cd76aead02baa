package io.dormouse.bench.calls;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** The yardstick: the same requests go to the other member and are answered there, and nothing is written on either side. */
final class Echo {
    private static final String ADDRESS = "bench.echo";
    private static final JsonObject BODY =
            new JsonObject().put("request", Wire.encode(new RunJob("nothing", "127.0.0.1", "0")));

    private final Vertx from;
    private final int atOnce;

    private Echo(Vertx from, int atOnce) {
        this.from = from;
        this.atOnce = atOnce;
    }

    /** Blocks; so many are under way at a time. Fails if one of them was not answered. @return answers a second */
    static double perSecond(TwoMembers members, int atOnce, Duration during) throws InterruptedException {
        Endpoint.of(JobService.class)
                .on(
                        "run",
                        RunJob.class,
                        (request, call) -> Future.succeededFuture(new Answer.Done(new JobResult(0, ""))))
                .bind(members.adapter().vertx(), ADDRESS)
                .await();
        Echo echo = new Echo(members.workflows().vertx(), atOnce);
        echo.askFor(during);
        return echo.askFor(during);
    }

    private double askFor(Duration during) throws InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long asked = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < during.toNanos()) {
            places.acquire();
            asked++;
            new KeyedCall(ADDRESS, "run", BODY.copy(), "bench", "bench")
                    .send(from)
                    .onFailure(failed::set)
                    .onComplete(answer -> places.release());
        }
        places.acquire(atOnce);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failed.get() != null)
            throw new IllegalStateException(
                    "the other member did not answer everything that the yardstick asked", failed.get());
        return asked / seconds;
    }
}
