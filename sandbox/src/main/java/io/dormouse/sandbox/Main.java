package io.dormouse.sandbox;

import io.dormouse.host.process.Service;

/** The sandbox as a process, a foreign system that joins no cluster; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.outside("sandbox", "sandbox", SandboxKeys.all(), SandboxKeys::read, Sandbox::new)
                .run(arguments);
    }
}
