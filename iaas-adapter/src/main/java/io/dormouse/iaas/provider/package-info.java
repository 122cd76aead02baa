/** Clouds, each behind the same few verbs. Nothing of the bus or the ledger comes in here. */
@NullMarked
package io.dormouse.iaas.provider;

import org.jspecify.annotations.NullMarked;
