/**
 * Servers of clouds, as {@link io.dormouse.contracts.iaas.IaasService} on the bus: an endpoint, the ledger of the adapter kit, and a
 * provider that speaks the cloud's protocol.
 */
@NullMarked
package io.dormouse.iaas;

import org.jspecify.annotations.NullMarked;
