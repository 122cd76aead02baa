package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Origin;

/** Makes the request of a command from what its ids and keys derive from. */
@FunctionalInterface
interface Making {
    Request of(Origin origin, int seq);
}
