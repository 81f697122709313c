package io.github.wicredential;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found when every link of the chain was looked at: the webhook's variables, the token file, its claims, the
 * issuer, the authority, the exchange, identity bindings.
 *
 * <p>Immutable. Holds no token, assertion or signature, so that all of it can be put into a ticket. The claims of a token
 * that names the pod are part of it: issuer, subject, audience, times.
 */
public final class Diagnosis {

    private final Instant at;
    private final List<Finding> findings;

    Diagnosis(Instant at, List<Finding> findings) {
        this.at = Objects.requireNonNull(at, "at");
        this.findings = List.copyOf(findings);
    }

    /** How one link of the chain is. */
    public enum Status {
        /** As it should be. */
        OK,
        /** Unusual; it may be the reason of a failure, or be meant so. */
        WARNING,
        /** Wrong: no token can be had, or Entra refused. */
        PROBLEM,
        /** Not looked at; the evidence says why. */
        SKIPPED
    }

    /**
     * What was found about one link of the chain. Texts may change between versions; ids and links stay.
     *
     * @param id names the link, for example {@code token-file}, {@code audience} or {@code exchange} and a scope
     * @param status how it is
     * @param title one line
     * @param evidence what was seen, and what it means
     * @param fix what most likely has to be put right, the most likely first; empty unless something is wrong
     * @param commands ready commands, filled with the values of this pod as far as they are known; what is not stays in
     *     angle brackets
     * @param link where more is said, or null: the address of a page, or the command that prints it from the jar
     */
    public record Finding(
            String id,
            Status status,
            String title,
            List<String> evidence,
            List<String> fix,
            List<String> commands,
            @Nullable String link) {

        /** Copies the lists. */
        public Finding {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(title, "title");
            evidence = List.copyOf(Objects.requireNonNull(evidence, "evidence"));
            fix = List.copyOf(Objects.requireNonNull(fix, "fix"));
            commands = List.copyOf(Objects.requireNonNull(commands, "commands"));
        }
    }

    /**
     * What to look at.
     *
     * @param scopes the tokens to ask for; if none is named, one for Azure Resource Manager of the authority's cloud
     * @param issuerDocuments whether to read the issuer's discovery document and keys; default false
     * @param offline whether to stay off the network; default false
     */
    public record Options(List<String> scopes, boolean issuerDocuments, boolean offline) {

        /** Copies the scopes. */
        public Options {
            scopes = List.copyOf(Objects.requireNonNull(scopes, "scopes"));
        }

        /**
         * Looks at everything but the issuer's documents.
         *
         * @param scopes the tokens to ask for, for example {@code https://vault.azure.net/.default}
         * @return the options
         */
        public static Options of(String... scopes) {
            return new Options(Arrays.asList(Objects.requireNonNull(scopes, "scopes")), false, false);
        }

        /**
         * The same, with or without the issuer's documents.
         *
         * @param read whether to read them
         * @return the changed copy
         */
        public Options withIssuerDocuments(boolean read) {
            return new Options(scopes, read, offline);
        }

        /**
         * The same, on or off the network.
         *
         * @param stayOff whether to send nothing
         * @return the changed copy
         */
        public Options withOffline(boolean stayOff) {
            return new Options(scopes, issuerDocuments, stayOff);
        }
    }

    /**
     * Diagnoses the identity that the environment describes, also when it describes none. Takes 30 s at most.
     *
     * @param options what to look at
     * @return the findings
     */
    public static Diagnosis ofEnvironment(Options options) {
        return WorkloadIdentity.builder().diagnose(options);
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
     * Everything that was looked at, in the order of the chain.
     *
     * @return the findings
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Looks a finding up.
     *
     * @param id its id
     * @return the finding, if this link was looked at
     */
    public Optional<Finding> finding(String id) {
        Objects.requireNonNull(id, "id");
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /**
     * Everything that is wrong.
     *
     * @return the findings with the status {@code PROBLEM}
     */
    public List<Finding> problems() {
        return findings.stream()
                .filter(finding -> finding.status() == Status.PROBLEM)
                .toList();
    }

    /**
     * Whether nothing is wrong. There may be warnings.
     *
     * @return true without a finding of the status {@code PROBLEM}
     */
    public boolean healthy() {
        return problems().isEmpty();
    }

    /**
     * All of it for a machine: an object with {@code healthy}, {@code at} and {@code findings}.
     *
     * @return JSON
     */
    public String toJson() {
        return DiagnosisText.json(this);
    }

    /** All of it for a person, in several lines without colour. */
    @Override
    public String toString() {
        return DiagnosisText.plain(this);
    }
}
