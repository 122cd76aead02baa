package io.dormouse.workflow.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Ids onto partitions, and partitions onto members. Both are computed alike by every member and every version: the number of
 * partitions is fixed in {@code meta}, and the hashes are FNV-1a (64 bit), written out here because no library promises to
 * keep one for ever.
 */
public final class Partitions {
    /** How many there are. */
    public static final int COUNT = 271;

    private Partitions() {}

    /** The partition of a workflow. */
    public static int of(String workflowId) {
        return (int) Long.remainderUnsigned(hash(workflowId), COUNT);
    }

    /** The member that should own a partition: the one whose rendezvous hash with it is the highest. */
    public static Optional<String> winner(int partition, Collection<String> members) {
        return members.stream().max((a, b) -> {
            int byHash = Long.compareUnsigned(hash(partition + "@" + a), hash(partition + "@" + b));
            return byHash != 0 ? byHash : a.compareTo(b);
        });
    }

    /** The partitions that a member should own. */
    static Set<Integer> of(String member, Collection<String> members) {
        Set<Integer> due = new HashSet<>();
        for (int partition = 0; partition < COUNT; partition++) {
            if (winner(partition, members).filter(member::equals).isPresent()) due.add(partition);
        }
        return due;
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash ^= octet & 0xff;
            hash *= 0x100000001b3L;
        }
        // FNV leaves the high bits of short texts alike; this spreads them (the finalizer of MurmurHash3).
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
