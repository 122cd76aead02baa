package io.dormouse.bench.restate;

import dev.restate.sdk.Context;
import dev.restate.sdk.HandlerRunner;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerType;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceType;
import dev.restate.serde.Serde;
import dev.restate.serde.jackson.JacksonSerdeFactory;
import io.dormouse.bench.measure.Engine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Steps one after another that do nothing: what remains is the SDK, the server and its log. */
final class TenSteps {
    static final String PATH = "/TenSteps/run";

    /** Digits and nothing around them, so that no JSON library is measured. */
    private static final Serde<Integer> DIGITS = Serde.using(
            "application/json",
            number -> number.toString().getBytes(StandardCharsets.US_ASCII),
            digits -> Integer.parseInt(new String(digits, StandardCharsets.US_ASCII)));

    private TenSteps() {}

    static ServiceDefinition service() {
        return ServiceDefinition.of(
                "TenSteps",
                ServiceType.SERVICE,
                List.of(HandlerDefinition.of(
                        "run",
                        HandlerType.SHARED,
                        Serde.VOID,
                        DIGITS,
                        HandlerRunner.of(TenSteps::run, new JacksonSerdeFactory(), HandlerRunner.Options.DEFAULT))));
    }

    private static Integer run(Context context) {
        int sum = 0;
        for (int i = 0; i < Engine.STEPS; i++) {
            int value = i;
            sum += context.run("step", DIGITS, () -> value);
        }
        return sum;
    }
}
