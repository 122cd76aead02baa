package io.dormouse.chaos.check;

import io.dormouse.chaos.site.Access;
import io.dormouse.chaos.site.Dns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Somebody else who has the key lets a name lead somewhere else (RFC 2136). */
record MovedName() implements Bug {
    private static final String ELSEWHERE = "10.255.255.255";

    @Override
    public String name() {
        return "moved-name";
    }

    @Override
    public String sentence() {
        return "a name is changed at the name server behind everybody's back";
    }

    @Override
    public void spoil(Access access) {
        Dns dns = access.dns();
        try {
            List<String> names = List.copyOf(new Providers(access).names().keySet());
            if (names.isEmpty()) throw new IllegalStateException("no name is left in %s to be moved".formatted(dns));
            Update update = new Update(Name.fromString(dns.zone(), Name.root));
            update.replace(Name.fromString(names.getFirst(), Name.root), Type.A, 60, ELSEWHERE);
            SimpleResolver server = new SimpleResolver(dns.server());
            server.setTCP(true);
            server.setTimeout(Duration.ofSeconds(10));
            server.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, dns.keyName(), dns.keySecret()));
            Message answer = server.send(update);
            if (answer.getRcode() != Rcode.NOERROR)
                throw new IllegalStateException(
                        "%s does not move %s: %s".formatted(dns, names.getFirst(), Rcode.string(answer.getRcode())));
        } catch (IOException e) {
            throw new UncheckedIOException("the name server of %s does not answer".formatted(dns), e);
        }
    }
}
