/** Where workflows are found: on the class path and in jars of a folder. */
@NullMarked
package io.dormouse.workflow.definitions;

import org.jspecify.annotations.NullMarked;
