/**
 * Azure access tokens for a Kubernetes workload, without a stored secret.
 *
 * <p>{@link io.github.wicredential.WorkloadIdentity} is the front door: it exchanges the service-account token that
 * the kubelet projects into the pod for Microsoft Entra access tokens, keeps them, and renews them in the background.
 */
@NullMarked
package io.github.wicredential;

import org.jspecify.annotations.NullMarked;
