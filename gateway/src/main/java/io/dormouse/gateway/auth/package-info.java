/** Who is calling: the tokens file, and the caller that a bearer token stands for. */
@NullMarked
package io.dormouse.gateway.auth;

import org.jspecify.annotations.NullMarked;
