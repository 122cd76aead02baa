package io.dormouse.bench.peer;

/** An engine that is measured beside ours, and the module that has its program. */
public enum Peer {
    DBOS("DBOS Transact", "Dbos", "bench-dbos", "io.dormouse.bench.dbos.Main"),
    RESTATE("Restate", "Restate", "bench-restate", "io.dormouse.bench.restate.Main");

    private final String title;
    private final String key;
    private final String module;
    private final String mainClass;

    Peer(String title, String key, String module, String mainClass) {
        this.title = title;
        this.key = key;
        this.module = module;
        this.mainClass = mainClass;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** As it stands in the names of JSON keys: {@code ratioToDbos}. */
    public String key() {
        return key;
    }

    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }
}
