package io.dormouse.scenarios;

import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** A workflow that ends every process that runs it, as one would that needs more memory than there is. */
@Durable(name = "deadly")
public final class Deadly implements Workflow<String, String> {
    @Override
    public String run(String input, Flow flow) {
        Runtime.getRuntime().halt(3);
        return input;
    }
}
