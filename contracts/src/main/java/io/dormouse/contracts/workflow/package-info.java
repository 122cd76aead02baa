/** Workflows, seen from other services: start, look, wake. */
@NullMarked
package io.dormouse.contracts.workflow;

import org.jspecify.annotations.NullMarked;
