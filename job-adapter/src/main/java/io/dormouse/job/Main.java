package io.dormouse.job;

import io.dormouse.host.process.Service;

/** The job adapter as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster("job", "job", JobKeys.all(), JobKeys::read, (config, member) -> new JobAdapter(config))
                .run(arguments);
    }
}
