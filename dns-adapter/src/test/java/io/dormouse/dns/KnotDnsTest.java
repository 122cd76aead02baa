package io.dormouse.dns;

import io.dormouse.dns.server.Needs;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.KnotServer;

@Needs(program = KnotServer.PROGRAM, packages = "knot")
class KnotDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new KnotServer();
    }
}
