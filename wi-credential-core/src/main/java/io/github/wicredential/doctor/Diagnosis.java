package io.github.wicredential.doctor;

import io.github.wicredential.internal.doctor.DiagnosisText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of examining every link of the chain: the webhook's variables, the token file, its claims, the issuer, the
 * route to Entra, the exchange and identity bindings.
 *
 * <p>Immutable. Contains no token, assertion or signature, so it can be attached to a ticket. It does contain the
 * token's claims that identify the pod: issuer, subject, audience and times.
 *
 * @since 0.1.0
 */
public final class Diagnosis {

    private final Instant at;
    private final List<Finding> findings;

    private Diagnosis(Instant at, List<Finding> findings) {
        this.at = at;
        this.findings = findings;
    }

    /**
     * Creates a diagnosis from given findings. Applications need this only in tests of code that handles a diagnosis.
     *
     * @param at the time of the diagnosis
     * @param findings the findings, in the order of the chain
     * @return the diagnosis
     */
    public static Diagnosis of(Instant at, List<Finding> findings) {
        return new Diagnosis(
                Objects.requireNonNull(at, "at"), List.copyOf(Objects.requireNonNull(findings, "findings")));
    }

    /**
     * The time of the diagnosis.
     *
     * @return the time by the local clock
     */
    public Instant at() {
        return at;
    }

    /**
     * All findings.
     *
     * @return the findings, in the order of the chain
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Returns the finding with an id.
     *
     * @param id its id
     * @return the finding, if this link was examined
     */
    public Optional<Finding> finding(String id) {
        Objects.requireNonNull(id, "id");
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /**
     * The findings that are problems.
     *
     * @return the findings with the status {@link Status#PROBLEM}
     */
    public List<Finding> problems() {
        return findings.stream()
                .filter(finding -> finding.status() == Status.PROBLEM)
                .toList();
    }

    /**
     * Whether there is no problem. There may be warnings.
     *
     * @return true if no finding has the status {@link Status#PROBLEM}
     */
    public boolean healthy() {
        return problems().isEmpty();
    }

    /**
     * The finding to start with: the first problem that is not a consequence of another finding.
     *
     * @return the first of the {@link #problems}, if there is one
     */
    public Optional<Finding> rootFinding() {
        return problems().stream().findFirst();
    }

    /**
     * Whether the outcome is decided. If not, for example offline or when the time ran out, no problem was found so far,
     * but nothing is proven.
     *
     * @return true if a problem was found, or every token was requested
     */
    public boolean finished() {
        return !healthy()
                || findings.stream()
                        .noneMatch(finding -> finding.status() == Status.SKIPPED
                                && finding.id().startsWith("exchange"));
    }

    /**
     * The conclusion in one sentence.
     *
     * @return a text without line breaks
     */
    public String summary() {
        return DiagnosisText.summary(this);
    }

    /**
     * The diagnosis as JSON. The format is versioned, and its schema is part of the documentation
     * ({@code docs/reference/doctor-schema.json}).
     *
     * @return a JSON object
     */
    public String toJson() {
        return DiagnosisText.of(this).json();
    }

    /** The diagnosis as text for people: several lines without colour. */
    @Override
    public String toString() {
        return DiagnosisText.of(this).text(true);
    }
}
