/**
 * A local cluster and a local Entra for tests of applications that use workload identity.
 *
 * <p>{@link io.github.wicredential.test.LocalCluster} issues service-account tokens and writes them as the kubelet
 * does; {@link io.github.wicredential.test.LocalEntra} checks issuer, subject, audience, signature and times, and
 * exchanges the tokens for access tokens or refuses them with the status, error and AADSTS code of the real service.
 *
 * <p>Methods that change a running object are verbs and take effect with the next request; builder methods are nouns.
 *
 * <p>All servers listen on the loopback address only, keep keys in memory and stop with {@code close()}.
 */
@NullMarked
package io.github.wicredential.test;

import org.jspecify.annotations.NullMarked;
