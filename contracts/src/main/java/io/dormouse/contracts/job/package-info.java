/** Jobs on servers: what may be asked, what is answered, how it fails. */
@NullMarked
package io.dormouse.contracts.job;

import org.jspecify.annotations.NullMarked;
