/** The program as a process of its own: started, asked, stopped, killed. */
@NullMarked
package io.dormouse.standalone;

import org.jspecify.annotations.NullMarked;
