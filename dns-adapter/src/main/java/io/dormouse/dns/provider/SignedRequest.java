package io.dormouse.dns.provider;

import java.io.IOException;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** A request that has been signed, and what it makes of bytes that claim to answer it. */
final class SignedRequest {
    private final Message request;
    private final byte[] bytes;
    private final TsigKey key;

    /** Whether bytes are the answer. */
    sealed interface Judgement {
        /** The server has signed it. */
        record Believed(Message answer) implements Judgement {}

        /**
         * It is not signed with our key: the server does not know the key, or somebody forged it. It counts only when nothing
         * signed has come in time.
         *
         * @param code the response code
         * @param error what it says of our signature
         */
        record Doubtful(int code, int error) implements Judgement {}

        /** Something else. */
        record Foreign() implements Judgement {}
    }

    /** Signs a request; it must not be changed after that. */
    SignedRequest(Message request, TSIG signer, TsigKey key) {
        signer.apply(request, null);
        this.request = request;
        this.bytes = request.toWire();
        this.key = key;
    }

    byte[] bytes() {
        return bytes;
    }

    int id() {
        return request.getHeader().getID();
    }

    TSIGRecord signature() {
        return request.getTSIG();
    }

    TSIG.StreamVerifier streamVerifier() {
        return new TSIG.StreamVerifier(key.now(), signature());
    }

    Judgement judge(byte[] answered) {
        Message answer;
        try {
            answer = new Message(answered);
        } catch (IOException e) {
            return new Judgement.Foreign();
        }
        boolean sameCall = answer.getHeader().getFlag(Flags.QR)
                && answer.getHeader().getID() == id()
                && answer.getHeader().getOpcode() == request.getHeader().getOpcode();
        if (!sameCall) return new Judgement.Foreign();
        TSIGRecord signature = answer.getTSIG();
        if (signature != null && verifierOf(signature).verify(answer, answered, signature()) == Rcode.NOERROR) {
            return new Judgement.Believed(answer);
        }
        return new Judgement.Doubtful(answer.getRcode(), signature == null ? Rcode.NOERROR : signature.getError());
    }

    /** An answer that calls our time bad repeats that time (RFC 8945 §5.2.3), so it is as old as we said we were. */
    private TSIG verifierOf(TSIGRecord signature) {
        return signature.getError() == Rcode.BADTIME ? key.at(signature().getTimeSigned()) : key.now();
    }
}
