package io.github.wicredential.doctor;

/**
 * The state of one link of the chain. Constants may be added in any release.
 *
 * @since 0.1.0
 */
public enum Status {
    /** As expected. */
    OK,
    /** Unusual: perhaps the reason of a failure, perhaps intended. */
    WARNING,
    /** Wrong: no token can be obtained, or Entra refused. */
    PROBLEM,
    /** Not examined, which the title says why, or seen to follow from another finding ({@link Finding#causeOf}). */
    SKIPPED
}
