/** What running a command over SSH promises, tried on hosts that misbehave as told, and on OpenSSH. */
@NullMarked
package io.dormouse.job.provider;

import org.jspecify.annotations.NullMarked;
