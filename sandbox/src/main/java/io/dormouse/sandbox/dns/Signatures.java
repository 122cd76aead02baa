package io.dormouse.sandbox.dns;

import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Checks requests against the one key, and signs what answers them (RFC 8945 §5.2, §5.3). */
final class Signatures {
    private final TSIG key;

    /** What the signature of a request says about who asks. */
    sealed interface Signer {
        /** There is none. */
        record Nobody() implements Signer {}

        /** The holder of the key. @param request the request's signature, which the answer's is chained to */
        record Holder(TSIGRecord request) implements Signer {}

        /** Somebody else, or the holder at another time. @param error BADKEY, BADSIG or BADTIME */
        record Refused(TSIGRecord request, int error) implements Signer {}

        /** Not a signature. */
        record Malformed() implements Signer {}
    }

    Signatures(Name name, byte[] secret) {
        this.key = new TSIG(TSIG.HMAC_SHA256, name, secret);
    }

    TSIG key() {
        return key;
    }

    Signer verify(Message request, byte[] bytes) {
        TSIGRecord signature = request.getTSIG();
        if (signature == null) return new Signer.Nobody();
        int error = key.verify(request, bytes, null);
        return switch (error) {
            case Rcode.NOERROR -> new Signer.Holder(signature);
            case Rcode.FORMERR -> new Signer.Malformed();
            default -> new Signer.Refused(signature, error);
        };
    }

    /** Prepares the answer to a holder to be signed when it is written. */
    void sign(Message response, Signer.Holder holder) {
        response.setTSIG(key, Rcode.NOERROR, holder.request());
    }

    /** Writes a refusal, which is short, with what names the error: signed and with our time if the time is bad, else empty (§5.3.2). */
    byte[] writeError(Message response, Signer.Refused refused) {
        TSIGRecord request = refused.request();
        if (refused.error() == Rcode.BADTIME) {
            key.apply(response, Rcode.BADTIME, request);
        } else {
            response.addRecord(unsigned(request, refused.error()), Section.ADDITIONAL);
        }
        return response.toWire();
    }

    private static TSIGRecord unsigned(TSIGRecord request, int error) {
        return new TSIGRecord(
                request.getName(),
                DClass.ANY,
                0,
                request.getAlgorithm(),
                Instant.now(),
                request.getFudge(),
                new byte[0],
                request.getOriginalID(),
                error,
                new byte[0]);
    }
}
