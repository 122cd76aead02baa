package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowHead;

/** What a start led to. @param created false if the same start was there before */
public record StartResult(WorkflowHead workflow, boolean created) {}
