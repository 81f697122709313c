package io.github.wicredential.doctor;

/**
 * The state of one link of the chain. Any release may add constants.
 *
 * @since 0.1.0
 */
public enum Status {
    /** As expected. */
    OK,
    /** Unusual: a possible cause of a failure, or intended. */
    WARNING,
    /** Wrong: no token can be obtained, or Entra refused. */
    PROBLEM,
    /** Not examined, for the reason in the title, or a consequence of another finding ({@link Finding#causeOf}). */
    SKIPPED
}
