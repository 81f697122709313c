/**
 * A local cluster and a local Entra for tests of applications that use workload identity.
 *
 * <p>{@link io.github.wicredential.test.LocalCluster} issues service-account tokens and writes them as kubelet does;
 * {@link io.github.wicredential.test.LocalEntra} exchanges them for access tokens, or refuses them with the status, error and
 * AADSTS code of the real service, after a real check of issuer, subject, audience, signature and times.
 *
 * <p>What changes a running object is a verb and takes effect with the next request; builders take nouns.
 *
 * <p>Everything listens on the loopback address only, uses keys that live in memory, and ends with {@code close()}.
 */
@NullMarked
package io.github.wicredential.test;

import org.jspecify.annotations.NullMarked;
