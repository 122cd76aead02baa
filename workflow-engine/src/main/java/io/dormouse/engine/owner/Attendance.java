package io.dormouse.engine.owner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be done with a workflow as soon as its code waits, so that it is known what it waits for. */
final class Attendance {
    /** What waits for a workflow to wait. */
    private record Task(Consumer<OwnedWorkflow> task, Runnable otherwise) {}

    private final Map<String, List<Task>> tasks = new HashMap<>();

    /**
     * Does the task now, if the workflow waits, or when it next does.
     *
     * @param otherwise if it leaves memory before that
     */
    void whenParked(String id, @Nullable OwnedWorkflow workflow, Consumer<OwnedWorkflow> task, Runnable otherwise) {
        if (workflow != null && workflow.code.isParked() && !workflow.hasEnded()) task.accept(workflow);
        else tasks.computeIfAbsent(id, none -> new ArrayList<>(1)).add(new Task(task, otherwise));
    }

    /** Nobody waits for this task any more. */
    void forget(String id, Consumer<OwnedWorkflow> task) {
        tasks.computeIfPresent(id, (same, waiting) -> {
            waiting.removeIf(one -> one.task() == task);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    void parked(OwnedWorkflow workflow) {
        List<Task> due = tasks.remove(workflow.id);
        if (due != null) due.forEach(task -> task.task().accept(workflow));
    }

    /** It has left memory, for whatever reason. */
    void left(String id) {
        List<Task> due = tasks.remove(id);
        if (due != null) due.forEach(task -> task.otherwise().run());
    }
}
