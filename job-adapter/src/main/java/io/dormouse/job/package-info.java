/**
 * Jobs on servers: the endpoint at {@link io.dormouse.contracts.job.JobService#ADDRESS}, the jobs that may be run, and the
 * verticle that holds it together. How a host is reached is in {@code provider}.
 */
@NullMarked
package io.dormouse.job;

import org.jspecify.annotations.NullMarked;
