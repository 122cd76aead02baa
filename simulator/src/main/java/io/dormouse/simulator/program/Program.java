package io.dormouse.simulator.program;

import java.util.List;

/**
 * A workflow that chance wrote.
 *
 * @param actions one after the other
 * @param resists whether it goes on after a cancellation
 * @param fails whether it ends with an exception, so that its compensations run
 * @param continues whether another run goes on with another program
 */
public record Program(List<Action> actions, boolean resists, boolean fails, boolean continues) {}
