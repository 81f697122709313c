/**
 * A model of the workload-identity webhook for tests: manifest in, mutated manifest out.
 *
 * <p>{@link io.github.wicredential.test.webhook.WebhookMutation} applies the rules of the released webhook without a cluster and
 * without any code of the webhook.
 */
@NullMarked
package io.github.wicredential.test.webhook;

import org.jspecify.annotations.NullMarked;
