package io.dormouse.sandbox.dns;

import io.dormouse.sandbox.dns.Signatures.Signer;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** From the bytes of a request to the bytes of its answer. Whatever comes in, it answers or stays silent; it never fails. */
final class Responder {
    private static final Logger log = LoggerFactory.getLogger(Responder.class);
    /** What fits through every network without fragments (RFC 9715). */
    private static final int UDP_BYTES = 1232;

    private static final int UDP_BYTES_WITHOUT_EDNS = 512;

    private final Map<Name, ZoneWriter> zones;
    private final Signatures signatures;

    enum Transport {
        UDP,
        TCP
    }

    Responder(Map<Name, ZoneWriter> zones, Signatures signatures) {
        this.zones = Map.copyOf(zones);
        this.signatures = signatures;
    }

    /** The messages that answer a request: none to what is no request, several to a transfer. */
    Future<List<byte[]>> answer(byte[] bytes, Transport transport) {
        Header header;
        try {
            header = new Header(bytes);
        } catch (IOException e) {
            log.debug("{} bytes are too few for a request", bytes.length);
            return Future.succeededFuture(List.of());
        }
        if (header.getFlag(Flags.QR)) return Future.succeededFuture(List.of());
        try {
            Message request = new Message(bytes);
            if (!isWellFormed(request)) return only(bare(header, Rcode.FORMERR));
            return answer(request, bytes, transport).recover(failure -> only(failed(header, failure)));
        } catch (IOException e) {
            return only(bare(header, Rcode.FORMERR));
        } catch (RuntimeException e) {
            return only(failed(header, e));
        }
    }

    private static boolean isWellFormed(Message request) {
        long options = request.getSection(Section.ADDITIONAL).stream()
                .filter(OPTRecord.class::isInstance)
                .count();
        return !request.getHeader().getFlag(Flags.TC) && options <= 1;
    }

    private Future<List<byte[]>> answer(Message request, byte[] bytes, Transport transport) {
        Signer signer = signatures.verify(request, bytes);
        if (signer instanceof Signer.Malformed) return only(write(request, signer, transport, Rcode.FORMERR));
        if (signer instanceof Signer.Refused) return only(write(request, signer, transport, Rcode.NOTAUTH));
        if (request.getOPT() != null && request.getOPT().getVersion() > 0) {
            return only(write(request, signer, transport, Rcode.BADVERS));
        }
        return switch (request.getHeader().getOpcode()) {
            case Opcode.QUERY -> query(request, signer, transport);
            case Opcode.UPDATE -> update(request, signer).map(code -> List.of(write(request, signer, transport, code)));
            default -> only(write(request, signer, transport, Rcode.NOTIMP));
        };
    }

    private Future<List<byte[]>> query(Message request, Signer signer, Transport transport) {
        if (request.getSection(Section.QUESTION).size() != 1) {
            return only(write(request, signer, transport, Rcode.FORMERR));
        }
        Record question = request.getQuestion();
        Optional<ZoneWriter> zone = zoneAbove(question);
        if (zone.isEmpty()) return only(write(request, signer, transport, Rcode.REFUSED));
        if (question.getType() == Type.AXFR || question.getType() == Type.IXFR) {
            return transfer(request, zone.get().zone(), signer, transport);
        }
        if (!RecordTypes.isDataOrAny(question.getType())) return only(write(request, signer, transport, Rcode.NOTIMP));
        Message response = begin(request);
        QueryRules.answer(zone.get().zone(), question.getName(), question.getType(), response);
        return only(write(request, response, signer, transport));
    }

    /** A whole zone, also to who asks for its changes only (RFC 1995 §4); never over UDP, never to strangers. */
    private Future<List<byte[]>> transfer(Message request, Zone zone, Signer signer, Transport transport) {
        TSIG key = signatures.key();
        if (!zone.origin().equals(request.getQuestion().getName())) {
            return only(write(request, signer, transport, Rcode.NOTAUTH));
        }
        if (transport == Transport.UDP || !(signer instanceof Signer.Holder)) {
            return only(write(request, signer, transport, Rcode.REFUSED));
        }
        return Future.succeededFuture(Transfer.of(zone, request, key));
    }

    private Future<Integer> update(Message request, Signer signer) {
        if (!(signer instanceof Signer.Holder)) return Future.succeededFuture(Rcode.REFUSED);
        List<Record> named = request.getSection(Section.ZONE);
        if (named.size() != 1 || named.getFirst().getType() != Type.SOA) return Future.succeededFuture(Rcode.FORMERR);
        ZoneWriter zone = zones.get(named.getFirst().getName());
        if (zone == null || named.getFirst().getDClass() != DClass.IN) return Future.succeededFuture(Rcode.NOTAUTH);
        return zone.update(request);
    }

    private Optional<ZoneWriter> zoneAbove(Record question) {
        if (question.getDClass() != DClass.IN && question.getDClass() != DClass.ANY) return Optional.empty();
        return zones.values().stream()
                .filter(zone -> question.getName().subdomain(zone.zone().origin()))
                .max(Comparator.comparingInt(zone -> zone.zone().origin().labels()));
    }

    private static Message begin(Message request) {
        Header asked = request.getHeader();
        Message response = new Message(asked.getID());
        Header header = response.getHeader();
        header.setOpcode(asked.getOpcode());
        header.setFlag(Flags.QR);
        if (asked.getFlag(Flags.RD)) header.setFlag(Flags.RD);
        request.getSection(Section.QUESTION).forEach(question -> response.addRecord(question, Section.QUESTION));
        return response;
    }

    private byte[] write(Message request, Signer signer, Transport transport, int code) {
        Message response = begin(request);
        response.getHeader().setRcode(code & 0xF);
        if (request.getOPT() != null) addOptions(response, code);
        return write(request, response, signer, transport);
    }

    private byte[] write(Message request, Message response, Signer signer, Transport transport) {
        if (request.getOPT() != null && response.getOPT() == null) addOptions(response, response.getRcode());
        if (signer instanceof Signer.Holder holder) signatures.sign(response, holder);
        if (signer instanceof Signer.Refused refused) return signatures.writeError(response, refused);
        return response.toWire(transport == Transport.TCP ? Message.MAXLENGTH : udpBytes(request));
    }

    private static void addOptions(Message response, int code) {
        response.addRecord(new OPTRecord(UDP_BYTES, code >> 4, 0), Section.ADDITIONAL);
    }

    private static int udpBytes(Message request) {
        if (request.getOPT() == null) return UDP_BYTES_WITHOUT_EDNS;
        return Math.clamp(request.getOPT().getPayloadSize(), UDP_BYTES_WITHOUT_EDNS, UDP_BYTES);
    }

    private static byte[] bare(Header request, int code) {
        Message response = new Message(request.getID());
        response.getHeader().setOpcode(request.getOpcode());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setRcode(code);
        return response.toWire();
    }

    private static byte[] failed(Header request, Throwable failure) {
        log.warn("A request with the number {} could not be answered", request.getID(), failure);
        return bare(request, Rcode.SERVFAIL);
    }

    private static Future<List<byte[]>> only(byte[] message) {
        return Future.succeededFuture(List.of(message));
    }
}
