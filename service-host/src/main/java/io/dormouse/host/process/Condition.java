package io.dormouse.host.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the process is, told to whoever asks and, when it changes, to the log. Safe from any thread. */
final class Condition {
    private static final Logger log = LoggerFactory.getLogger(Condition.class);

    private boolean ready;
    private boolean stopping;
    private String sentence = "starting";

    /** Not ready, and why. */
    synchronized void waiting(String reason) {
        if (stopping || sentence.equals(reason)) return;
        ready = false;
        sentence = reason;
        log.info("{}", reason);
    }

    synchronized void ready(String how) {
        if (stopping) return;
        ready = true;
        sentence = how;
        log.info("{}", how);
    }

    /** From now on nothing else is told. @return whether it is the first time */
    synchronized boolean stopping() {
        if (stopping) return false;
        stopping = true;
        ready = false;
        sentence = "stopping";
        return true;
    }

    synchronized boolean isReady() {
        return ready;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** One sentence. */
    @Override
    public synchronized String toString() {
        return sentence;
    }
}
