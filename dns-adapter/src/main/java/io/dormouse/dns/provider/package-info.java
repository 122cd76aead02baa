/**
 * The outside protocol: RFC 2136 updates and RFC 5936 transfers at one authoritative server, signed by RFC 8945. Knows nothing of
 * the bus; of the ledger it uses the {@link io.dormouse.adapter.Attempt} that it is given.
 */
@NullMarked
package io.dormouse.dns.provider;

import org.jspecify.annotations.NullMarked;
