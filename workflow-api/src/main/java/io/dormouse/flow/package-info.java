/**
 * What the author of a workflow writes against: {@link io.dormouse.flow.Workflow}, {@link io.dormouse.flow.Durable} and
 * {@link io.dormouse.flow.Flow}. Contracts of services and Vert.x futures come in; nothing of the engine does.
 */
@NullMarked
package io.dormouse.flow;

import org.jspecify.annotations.NullMarked;
