/** What the cluster remembers of those that sleep: copies of their journals, and who waits for which event. Losing any of it costs time only. */
@NullMarked
package io.dormouse.workflow.suspended;

import org.jspecify.annotations.NullMarked;
