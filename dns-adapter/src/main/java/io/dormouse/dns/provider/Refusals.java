package io.dormouse.dns.provider;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.dns.provider.SignedRequest.Judgement;
import java.time.Duration;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/**
 * What a server's refusal or silence means to the caller: a decision of the server ends the call, a failure on the way leaves it
 * open ({@link CallFailure#UNAVAILABLE}).
 */
final class Refusals {
    private Refusals() {}

    static ContractException silent(String host, int port, Duration timeout) {
        return unavailable("the name server %s:%d has not answered within %d ms", host, port, timeout.toMillis());
    }

    static ContractException unreachable(String host, int port, Throwable failure) {
        return unavailable("the name server %s:%d cannot be reached: %s", host, port, failure.toString());
    }

    static ContractException hungUp(String host, int port) {
        return unavailable("the name server %s:%d closed the connection before it had answered", host, port);
    }

    static ContractException garbled(String host, int port, Throwable failure) {
        return unavailable("the name server %s:%d sent what is no DNS message: %s", host, port, failure.toString());
    }

    /** An update that was not sent. */
    static ContractException outdated(String what, Duration age) {
        return unavailable("what was read of %s is %d ms old, too old to change anything", what, age.toMillis());
    }

    /** An answer that our key has not signed. */
    static ContractException unsigned(String host, int port, Judgement.Doubtful answer) {
        if (answer.error() == Rcode.BADTIME) return clocksDiffer(host, port);
        if (answer.code() == Rcode.NOTAUTH || answer.code() == Rcode.REFUSED) {
            return DnsFailure.UPDATE_REFUSED.exception(
                    "the name server %s:%d does not take our key (%s%s); compare its name, algorithm and secret on both sides, and the zones"
                            .formatted(host, port, Rcode.string(answer.code()), detail(answer.error())));
        }
        return unavailable(
                "the name server %s:%d answered %s without the signature of our key",
                host, port, Rcode.string(answer.code()));
    }

    /** A signed refusal of a question. */
    static ContractException ofQuery(String host, int port, Message answer, String what) {
        return isBadTime(answer) ? clocksDiffer(host, port) : refused(host, port, answer.getRcode(), "to tell " + what);
    }

    /** A signed refusal of an update. */
    static ContractException ofUpdate(String host, int port, Message answer, String what) {
        return isBadTime(answer)
                ? clocksDiffer(host, port)
                : refused(host, port, answer.getRcode(), "to change " + what);
    }

    static ContractException ofTransfer(String host, int port, int code) {
        return refused(host, port, code, "to list the zone");
    }

    private static ContractException refused(String host, int port, int code, String what) {
        return switch (code) {
            case Rcode.REFUSED, Rcode.NOTAUTH, Rcode.NOTZONE, Rcode.NOTIMP, Rcode.FORMERR ->
                DnsFailure.UPDATE_REFUSED.exception(
                        "the name server %s:%d refuses %s (%s); its policy for our key, or the list of zones here, must be changed"
                                .formatted(host, port, what, Rcode.string(code)));
            default -> unavailable("the name server %s:%d failed %s (%s)", host, port, what, Rcode.string(code));
        };
    }

    private static boolean isBadTime(Message answer) {
        TSIGRecord signature = answer.getTSIG();
        return signature != null && signature.getError() == Rcode.BADTIME;
    }

    private static ContractException clocksDiffer(String host, int port) {
        return unavailable(
                "the name server %s:%d calls our signature too old or too new: the update took too long, or the clocks"
                        + " differ by minutes",
                host, port);
    }

    private static String detail(int error) {
        return error == Rcode.NOERROR ? "" : ", " + Rcode.TSIGstring(error);
    }

    private static ContractException unavailable(String sentence, Object... values) {
        return CallFailure.UNAVAILABLE.exception(sentence.formatted(values) + "; it will be tried again");
    }
}
