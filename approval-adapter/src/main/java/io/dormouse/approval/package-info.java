/**
 * Decisions of people. There is no outside system: what is asked and decided lives in the adapter's own schema, and what was
 * decided reaches the workflows through an outbox.
 */
@NullMarked
package io.dormouse.approval;

import org.jspecify.annotations.NullMarked;
