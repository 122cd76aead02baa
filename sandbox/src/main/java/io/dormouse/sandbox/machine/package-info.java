/**
 * The servers of the sandbox: each listens on an address of its own, over SSH for deploys and over HTTP to say what runs on
 * it. What they have done is in Postgres. Nothing here knows the cloud API that makes them.
 */
@NullMarked
package io.dormouse.sandbox.machine;

import org.jspecify.annotations.NullMarked;
