package io.dormouse.dns;

import io.dormouse.host.process.Service;

/** The DNS adapter as a process; {@code --help} tells its keys. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; see {@link Service#run}. */
    public static void main(String[] arguments) {
        Service.inCluster("dns", "dns", DnsKeys.all(), DnsKeys::read, (config, member) -> new DnsAdapter(config))
                .run(arguments);
    }
}
