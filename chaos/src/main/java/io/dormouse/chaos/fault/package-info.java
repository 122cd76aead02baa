/** What goes wrong on purpose: each fault is a straight line of doing harm, waiting, and undoing it. */
@NullMarked
package io.dormouse.chaos.fault;

import org.jspecify.annotations.NullMarked;
