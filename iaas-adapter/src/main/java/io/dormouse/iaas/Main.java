package io.dormouse.iaas;

import io.dormouse.host.process.Service;

/** The IaaS adapter as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster("iaas", "iaas", IaasKeys.all(), IaasKeys::read, (config, member) -> new IaasAdapter(config))
                .run(arguments);
    }
}
