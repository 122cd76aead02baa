package io.dormouse.workflow;

import io.dormouse.host.process.Service;

/** A node of the workflow service as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster("workflow", "dormouse", WorkflowKeys.all(), WorkflowKeys::read, WorkflowServiceVerticle::new)
                .run(arguments);
    }
}
