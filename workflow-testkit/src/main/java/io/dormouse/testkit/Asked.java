package io.dormouse.testkit;

import java.util.List;

/**
 * A question that a workflow has asked people.
 *
 * @param id the request's
 * @param question the sentence
 * @param approvers who may decide; empty: anybody
 * @param workflow the id of the workflow that asks
 */
public record Asked(String id, String question, List<String> approvers, String workflow) {}
