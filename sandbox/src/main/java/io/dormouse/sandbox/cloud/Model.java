package io.dormouse.sandbox.cloud;

/**
 * A kind of server.
 *
 * @param name what clients ask for
 * @param vcpus how many virtual processors a server of it has
 * @param memoryMib its memory in MiB
 * @param capacity how many of it there can be at once, over all accounts
 */
public record Model(String name, int vcpus, int memoryMib, int capacity) {
    /** Checks that there can be servers of it. */
    public Model {
        if (name.isBlank()) throw new IllegalArgumentException("a model of the cloud needs a name");
        if (vcpus < 1 || memoryMib < 1 || capacity < 0) {
            throw new IllegalArgumentException(
                    "model %s needs a vCPU, memory and a capacity that is not below 0".formatted(name));
        }
    }
}
