package io.dormouse.bench;

import io.dormouse.bench.report.Report;
import java.util.List;

/** One measurement. */
interface Bench {
    /**
     * Measures and tells the report; blocks the calling thread until nothing that it started runs any more.
     *
     * @param words what follows the name on the command line
     * @throws MisunderstoodException if it is told what it does not know
     */
    void measure(List<String> words, Report report) throws Exception;
}
