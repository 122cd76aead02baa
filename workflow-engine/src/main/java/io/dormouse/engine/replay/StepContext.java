package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Wire;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Step;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a running step knows of itself.
 *
 * @param before how far an attempt before this one had come, as JSON
 * @param beat takes how far it has come, as JSON; called on the step's thread
 */
public record StepContext(String key, Optional<String> before, Consumer<String> beat) implements Step.Context {
    private static final int LONGEST_PROGRESS = 65_536;

    @Override
    public void beat(Object progress) {
        String json = Values.write("the progress of a step", progress);
        if (json.length() > LONGEST_PROGRESS) {
            throw FlowMisuseException.badArgument("the progress of a step has %d characters, more than the %d allowed"
                    .formatted(json.length(), LONGEST_PROGRESS));
        }
        beat.accept(json);
    }

    @Override
    public <T> Optional<T> progress(Class<T> type) {
        if (before.isEmpty()) return Optional.empty();
        try {
            return Optional.ofNullable(Wire.MAPPER.readValue(before.get(), type));
        } catch (JsonProcessingException e) {
            throw FlowMisuseException.badArgument("the progress of the attempt before cannot be read as %s: %s"
                    .formatted(type.getSimpleName(), Messages.firstLine(e)));
        }
    }
}
