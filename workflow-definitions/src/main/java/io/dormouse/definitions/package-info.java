/** Where workflows are found: on the class path, in jars and in folders of classes. */
@NullMarked
package io.dormouse.definitions;

import org.jspecify.annotations.NullMarked;
