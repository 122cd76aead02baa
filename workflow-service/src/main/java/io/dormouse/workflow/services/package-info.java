/** Durable calls: from a service interface to messages on the bus. */
@NullMarked
package io.dormouse.workflow.services;

import org.jspecify.annotations.NullMarked;
