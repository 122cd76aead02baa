/** What calls to an adapter on another member of the cluster cost, its ledger included. */
@NullMarked
package io.dormouse.bench.calls;

import org.jspecify.annotations.NullMarked;
