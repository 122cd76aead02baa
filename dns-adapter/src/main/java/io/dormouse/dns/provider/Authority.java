package io.dormouse.dns.provider;

import io.dormouse.contracts.dns.DnsFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * The authoritative server: questions, updates, transfers. Every request is signed, and only signed answers are believed.
 *
 * <p>An update becomes void by itself: it is signed with a time that lies so far back, by the server's own clock as read with the
 * answer that the update is based on, that the server takes it for {@code timeout} from that answer and hardly longer (RFC 8945
 * §5.2.3). So when a later attempt has waited for {@link #landed}, no packet of an earlier one can act any more, wherever it was
 * held up; and no two clocks need to agree for that.
 */
final class Authority {
    private static final int UDP_BYTES = 1232;

    /** Signatures tell whole seconds, and some servers compare whole seconds. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final String host;
    private final int port;
    private final TsigKey key;
    private final Duration timeout;
    private final Datagrams datagrams;
    private final Streams streams;

    private Authority(String host, int port, TsigKey key, Duration timeout, Datagrams datagrams, Streams streams) {
        this.host = host;
        this.port = port;
        this.key = key;
        this.timeout = timeout;
        this.datagrams = datagrams;
        this.streams = streams;
    }

    static Future<Authority> open(Vertx vertx, String host, int port, TsigKey key, Duration timeout) {
        return Datagrams.open(vertx, host, port, timeout)
                .map(datagrams ->
                        new Authority(host, port, key, timeout, datagrams, new Streams(vertx, host, port, timeout)));
    }

    Future<Void> close() {
        return Future.join(datagrams.close(), streams.close()).mapEmpty();
    }

    /** What the server holds; fails if it does not answer with authority. */
    Future<Reading> read(Name name, int type) {
        return datagrams
                .ask(question(name, type))
                .compose(answer -> answer.getHeader().getFlag(Flags.TC)
                        ? streams.ask(question(name, type))
                        : Future.succeededFuture(answer))
                .map(answer -> {
                    String what = "what %s %s is".formatted(name.toString(true), Type.string(type));
                    boolean told = answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN;
                    if (!told) throw Refusals.ofQuery(host, port, answer, what);
                    if (!answer.getHeader().getFlag(Flags.AA)) {
                        throw DnsFailure.ZONE_NOT_SERVED.exception(
                                "the name server %s:%d cannot tell %s with authority; the name is delegated, or the zone is not there"
                                        .formatted(host, port, what));
                    }
                    return Reading.of(answer, name, type);
                });
    }

    /** How long after a reading an update that is based on it may act. */
    static Duration landed(Duration timeout) {
        return wholeSeconds(timeout).plus(CLOCK_STEP).plus(CLOCK_STEP);
    }

    /** Signs an update that is void when the timeout has passed since the reading. */
    SignedUpdate sign(Update update, Reading.Moment read) {
        number(update);
        Instant signedAt =
                read.byServer().minus(TSIG.FUDGE).plus(wholeSeconds(timeout)).plus(CLOCK_STEP);
        return new SignedUpdate(new SignedRequest(update, key.at(signedAt), key), read);
    }

    /** An update, and what it is based on. */
    record SignedUpdate(SignedRequest request, Reading.Moment read) {}

    /**
     * Sends an update, once; the response code, of those that RFC 2136 §2.2 has for zones as they may be. What has become old
     * here already is not sent.
     */
    Future<Integer> send(SignedUpdate update, String what) {
        Duration age = Duration.ofNanos(System.nanoTime() - update.read().here());
        if (age.compareTo(timeout) > 0) return Future.failedFuture(Refusals.outdated(what, age));
        SignedRequest request = update.request();
        Future<Message> answer =
                request.bytes().length <= UDP_BYTES ? datagrams.askOnce(request) : streams.ask(request);
        return answer.map(message -> switch (message.getRcode()) {
            case Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.YXDOMAIN, Rcode.NXRRSET, Rcode.YXRRSET -> message.getRcode();
            default -> throw Refusals.ofUpdate(host, port, message, what);
        });
    }

    /** All records of a zone. */
    Future<List<Record>> transfer(Name zone) {
        return streams.transfer(question(zone, Type.AXFR));
    }

    private SignedRequest question(Name name, int type) {
        Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        question.getHeader().unsetFlag(Flags.RD);
        if (type != Type.AXFR) question.addRecord(new OPTRecord(UDP_BYTES, 0, 0), Section.ADDITIONAL);
        number(question);
        return new SignedRequest(question, key.now(), key);
    }

    private void number(Message message) {
        message.getHeader().setID(datagrams.nextNumber());
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(duration.plusMillis(999).toSeconds());
    }
}
