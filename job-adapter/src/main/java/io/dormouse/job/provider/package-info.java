/**
 * How a job runs on a host: the port {@link io.dormouse.job.provider.JobRunner} and SSH behind it (RFC 4251 to 4254). Nothing here
 * knows the event bus or the ledger.
 */
@NullMarked
package io.dormouse.job.provider;

import org.jspecify.annotations.NullMarked;
