package io.dormouse.chaos.site;

import java.util.List;

/** What a process of the suite is for. */
public enum Role {
    /** Owns workflows. */
    WORKFLOW("workflow", "workflow-service", "dormouse"),
    /** The HTTP API. */
    GATEWAY("gateway", "gateway", "gateway"),
    /** Changes names. */
    DNS("dns", "dns-adapter", "dns"),
    /** Gets servers. */
    IAAS("iaas", "iaas-adapter", "iaas"),
    /** Asks people. */
    APPROVAL("approval", "approval-adapter", "approval"),
    /** Runs jobs on servers. */
    JOB("job", "job-adapter", "job"),
    /** The data centre. */
    SANDBOX("sandbox", "sandbox", "sandbox");

    private final String text;
    private final String module;
    private final String schema;

    Role(String text, String module, String schema) {
        this.text = text;
        this.module = module;
        this.schema = schema;
    }

    /** As in names of processes and packages: {@code dns}. */
    public String text() {
        return text;
    }

    /** The Maven module that holds its program. */
    String module() {
        return module;
    }

    /** Its schema, and the role that owns it. */
    String schema() {
        return schema;
    }

    String mainClass() {
        return "io.dormouse.%s.Main".formatted(text);
    }

    /** Those that two instances of run: any may do the other's work. */
    static List<Role> adapters() {
        return List.of(DNS, IAAS, APPROVAL, JOB);
    }
}
