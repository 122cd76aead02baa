package io.dormouse.host;

import com.hazelcast.config.CacheDeserializedValues;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import java.util.List;

/**
 * The maps in which the workflow service remembers what Postgres knows as well. Every member holds its share of them, whatever
 * its role, so every member is told how much of its heap that may be: a map that is configured later, by those who use it, would
 * have to travel as a Java object, and those are filtered off.
 */
final class SharedMemory {
    private static final List<String> MAPS = List.of("suspended", "event-map");

    private SharedMemory() {}

    /**
     * One backup; beyond its share a member forgets what was not used for longest. Two halves that come together again throw
     * away what the smaller one remembers: reading it again is cheaper than moving it.
     *
     * @param heapPercent of this member's heap for each map, backups included
     */
    static void hold(Config config, int heapPercent) {
        for (String name : MAPS) {
            config.addMapConfig(new MapConfig(name)
                    .setBackupCount(1)
                    .setReadBackupData(true)
                    .setStatisticsEnabled(false)
                    .setCacheDeserializedValues(CacheDeserializedValues.NEVER)
                    .setMergePolicyConfig(new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getSimpleName()))
                    .setEvictionConfig(new EvictionConfig()
                            .setEvictionPolicy(EvictionPolicy.LRU)
                            .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_PERCENTAGE)
                            .setSize(heapPercent)));
        }
    }
}
