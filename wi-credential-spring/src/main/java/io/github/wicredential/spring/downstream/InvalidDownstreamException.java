package io.github.wicredential.spring.downstream;

/** An API under {@code azure.workload-identity.downstream} cannot be meant as it is configured. */
final class InvalidDownstreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String description;
    private final String action;

    InvalidDownstreamException(String description, String action) {
        super(description + " " + action);
        this.description = description;
        this.action = action;
    }

    String description() {
        return description;
    }

    String action() {
        return action;
    }
}
