/**
 * The DNS adapter: {@code dns.v1} on the bus. The endpoint checks what is asked, the ledger makes it happen once, a provider in
 * {@code provider} speaks to the name server.
 */
@NullMarked
package io.dormouse.dns;

import org.jspecify.annotations.NullMarked;
