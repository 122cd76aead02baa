package io.dormouse.approval;

import io.dormouse.host.process.Service;

/** The approval adapter as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster(
                        "approval",
                        "approval",
                        ApprovalKeys.all(),
                        ApprovalKeys::read,
                        (config, member) -> new ApprovalAdapter(config))
                .run(arguments);
    }
}
