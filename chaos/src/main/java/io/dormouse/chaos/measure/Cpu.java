package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Member;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the processes have used of the processors. */
final class Cpu {
    private Cpu() {}

    /** Seconds of processor time, by name. */
    static Map<String, Double> secondsOf(List<Member> members) {
        Map<String, Double> used = new TreeMap<>();
        for (Member member : members) used.put(member.name(), member.processorSeconds());
        return used;
    }
}
