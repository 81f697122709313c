package io.github.wicredential.doctor;

import io.github.wicredential.internal.doctor.DiagnosisText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found when every link of the chain was examined: the webhook's variables, the token file, its claims, the
 * issuer, the route to Entra, the exchange, identity bindings.
 *
 * <p>Immutable. Holds no token, assertion or signature, so all of it can be put into a ticket. The claims of the token
 * that name the pod are part of it: issuer, subject, audience, times.
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
     * A diagnosis of given findings. The library makes its own; an application needs this to test what it does with one.
     *
     * @param at when it was made
     * @param findings the findings, in the order of the chain
     * @return the diagnosis
     */
    public static Diagnosis of(Instant at, List<Finding> findings) {
        return new Diagnosis(
                Objects.requireNonNull(at, "at"), List.copyOf(Objects.requireNonNull(findings, "findings")));
    }

    /**
     * When it was made.
     *
     * @return the local time
     */
    public Instant at() {
        return at;
    }

    /**
     * Everything that was examined.
     *
     * @return the findings, in the order of the chain
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Looks a finding up.
     *
     * @param id its id
     * @return the finding, if this link was examined
     */
    public Optional<Finding> finding(String id) {
        Objects.requireNonNull(id, "id");
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /**
     * Everything that is wrong.
     *
     * @return the findings with the status {@link Status#PROBLEM}
     */
    public List<Finding> problems() {
        return findings.stream()
                .filter(finding -> finding.status() == Status.PROBLEM)
                .toList();
    }

    /**
     * Whether nothing is wrong. There may be warnings.
     *
     * @return true without a finding of the status {@link Status#PROBLEM}
     */
    public boolean healthy() {
        return problems().isEmpty();
    }

    /**
     * The finding to begin with: what is wrong and follows from nothing else that was found.
     *
     * @return the first of the {@link #problems}, if there are any
     */
    public Optional<Finding> rootFinding() {
        return problems().stream().findFirst();
    }

    /**
     * Whether everything was asked that decides. If not, as offline or when the time was over, that nothing is wrong proves
     * little.
     *
     * @return true if every token that was to be requested was requested, or could not be
     */
    public boolean finished() {
        return !healthy()
                || findings.stream()
                        .noneMatch(finding -> finding.status() == Status.SKIPPED
                                && finding.id().startsWith("exchange"));
    }

    /**
     * The verdict in one sentence.
     *
     * @return a text without line breaks
     */
    public String summary() {
        return DiagnosisText.summary(this);
    }

    /**
     * All of it for a machine. The format has a version, and its schema is part of the documentation
     * ({@code docs/reference/doctor-schema.json}).
     *
     * @return a JSON object
     */
    public String toJson() {
        return DiagnosisText.of(this).json();
    }

    /** All of it for a person, in several lines without colour. */
    @Override
    public String toString() {
        return DiagnosisText.of(this).text(true);
    }
}
