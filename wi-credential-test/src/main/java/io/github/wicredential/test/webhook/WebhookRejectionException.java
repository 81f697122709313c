package io.github.wicredential.test.webhook;

import java.util.Objects;

/**
 * The webhook refused a pod: the API server would not create it.
 *
 * @since 0.1.0
 */
public final class WebhookRejectionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The webhook's words. */
    private final String reason;

    WebhookRejectionException(String reason) {
        super("admission webhook \"mutation.azure-workload-identity.io\" denied the request: " + reason);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return the webhook's message, without the prefix of the API server} */
    public String reason() {
        return reason;
    }
}
