package io.dormouse.host.config;

import java.util.List;

/** All that is wrong with a configuration, a sentence each; never with a secret in it. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each thing that has to be put right. */
    public List<String> problems() {
        return problems;
    }
}
