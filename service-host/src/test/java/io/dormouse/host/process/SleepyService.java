package io.dormouse.host.process;

import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;

/** A service that does nothing, well or badly. */
public final class SleepyService {
    private static final Key<Boolean> HANGS = Key.standard(
            "hangs", Form.oneOf("true", "false").map(Boolean::valueOf), "false", "whether it refuses to stop");

    private SleepyService() {}

    public static void main(String[] arguments) {
        Service.inCluster(
                        "sleepy",
                        "sleepy",
                        List.of(HANGS),
                        (told, database) -> told.get(HANGS),
                        (hangs, member) -> new Sleeper(hangs))
                .run(arguments);
    }

    private static final class Sleeper extends VerticleBase {
        private final boolean hangs;

        Sleeper(boolean hangs) {
            this.hangs = hangs;
        }

        @Override
        public Future<?> stop() {
            return hangs ? Promise.promise().future() : Future.succeededFuture();
        }
    }
}
