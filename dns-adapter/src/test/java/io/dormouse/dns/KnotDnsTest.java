package io.dormouse.dns;

import io.dormouse.dns.server.KnotServer;
import io.dormouse.dns.server.Needs;
import io.dormouse.dns.server.RunningServer;

@Needs(program = KnotServer.PROGRAM, packages = "knot")
class KnotDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new KnotServer();
    }
}
