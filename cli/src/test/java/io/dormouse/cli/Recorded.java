package io.dormouse.cli;

/** Answers as the API gives them. */
final class Recorded {
    private Recorded() {}

    static String page(String... items) {
        return "{\"items\":[%s],\"next\":null}".formatted(String.join(",", items));
    }

    static String workflow(String id, String status, String more) {
        return """
            {"id":"%s","name":"provision-server","version":1,"status":"%s","run":0,"input":{"model":"B6"},"statusText":null,\
            "startedBy":"ada","createdAt":"2026-02-03T04:05:06.123456Z","updatedAt":"2026-02-03T04:05:09Z"%s}\
            """.formatted(id, status, more);
    }

    static String approval(String id, String state, String more) {
        return """
            {"id":"%s","question":"Deploy 1.0 to 127.1.0.1?","approvers":["sre"],"requester":"ada","state":"%s",\
            "createdAt":"2026-02-03T04:05:06Z"%s}\
            """.formatted(id, state, more);
    }

    static String problem(String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":0,\"code\":\"X\",\"detail\":\"%s\"}"
                .formatted(detail);
    }
}
