/**
 * An authoritative name server for a few small zones: RFC 1035 queries, RFC 5936 transfers, RFC 2136 updates under RFC 8945
 * signatures. Bytes come in at the sockets; records rest in Postgres and are answered from memory.
 */
@NullMarked
package io.dormouse.sandbox.dns;

import org.jspecify.annotations.NullMarked;
