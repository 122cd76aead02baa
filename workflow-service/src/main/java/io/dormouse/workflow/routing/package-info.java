/** From any node of the workflow service to the one that owns a workflow: requests take at most one more hop, doorbells ring at all. */
@NullMarked
package io.dormouse.workflow.routing;

import org.jspecify.annotations.NullMarked;
