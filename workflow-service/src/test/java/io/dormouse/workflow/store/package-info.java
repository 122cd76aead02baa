/** The rules of the store, each as a history with two real connections. */
@NullMarked
package io.dormouse.workflow.store;

import org.jspecify.annotations.NullMarked;
