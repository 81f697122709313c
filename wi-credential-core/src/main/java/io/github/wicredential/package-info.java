/**
 * Azure access tokens for a Kubernetes workload, without a stored secret.
 *
 * <p>Start with {@link io.github.wicredential.WorkloadIdentity}: it exchanges the service-account token that the
 * kubelet projects into the pod for Microsoft Entra access tokens, caches them and refreshes them in the background.
 */
@NullMarked
package io.github.wicredential;

import org.jspecify.annotations.NullMarked;
