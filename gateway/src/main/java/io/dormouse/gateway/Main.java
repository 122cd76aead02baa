package io.dormouse.gateway;

import io.dormouse.host.process.Service;

/** The gateway as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster("gateway", "gateway", GatewayKeys.all(), GatewayKeys::read, Gateway::new)
                .run(arguments);
    }
}
