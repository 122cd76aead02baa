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

    /** Adds the signature that names the error: with a bad time it is signed and tells ours, otherwise it is empty (§5.3.2). */
    void addError(Message response, Signer.Refused refused) {
        if (refused.error() == Rcode.BADTIME) {
            response.setTSIG(key, Rcode.BADTIME, refused.request());
            return;
        }
        TSIGRecord request = refused.request();
        response.addRecord(
                new TSIGRecord(
                        request.getName(),
                        DClass.ANY,
                        0,
                        request.getAlgorithm(),
                        Instant.now(),
                        request.getFudge(),
                        new byte[0],
                        request.getOriginalID(),
                        refused.error(),
                        new byte[0]),
                Section.ADDITIONAL);
    }
}
