/**
 * What every adapter stands on. An adapter has three parts: its endpoint (decodes, validates, maps failures), the ledger (a
 * keyed call happens once) and a provider (the outside protocol). The first two are here.
 */
@NullMarked
package io.dormouse.adapter;

import org.jspecify.annotations.NullMarked;
