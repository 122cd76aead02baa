package io.dormouse.engine.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists that mostly have no element or one, kept by hundreds of thousands of workflows that wait: one with an array is made when there are two. Each
 * method answers with the list that takes the place of the one that it was given, which counts no more.
 */
public final class Few {
    private Few() {}

    /** A list with one element more, behind the others. */
    public static <T> List<T> with(List<T> list, T more) {
        if (list.isEmpty()) return List.of(more);
        List<T> longer = list instanceof ArrayList ? list : new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** A list without the element at an index. */
    public static <T> List<T> without(List<T> list, int index) {
        if (list.size() == 1) return List.of();
        List<T> shorter = list instanceof ArrayList ? list : new ArrayList<>(list);
        shorter.remove(index);
        return shorter;
    }

    /** Both, the first one in front. */
    public static <T> List<T> both(List<T> first, List<T> then) {
        if (first.isEmpty()) return then;
        if (then.isEmpty()) return first;
        List<T> both = new ArrayList<>(first);
        both.addAll(then);
        return both;
    }
}
