package io.dormouse.bench.load;

/** What came back. @param body as UTF-8 text */
public record HttpAnswer(int status, String body) {}
