package io.dormouse.engine.owner;

import java.util.Optional;

/**
 * A workflow to make from a position of another one.
 *
 * @param from the id of the workflow to copy from
 * @param run of which run; empty: the present one
 * @param position the last entry that is copied
 * @param id the new one's id
 * @param partition that the new id hashes to
 * @param seed of the new one's random values from there on
 * @param by who wants it
 * @param reason why; may be empty
 */
public record NewFork(
        String from,
        Optional<Integer> run,
        long position,
        String id,
        int partition,
        long seed,
        String by,
        String reason) {}
