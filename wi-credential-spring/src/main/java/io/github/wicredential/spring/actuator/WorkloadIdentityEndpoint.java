package io.github.wicredential.spring.actuator;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the last diagnosis of each identity, which holds no secret. Changes nothing. */
@Endpoint(id = "azureworkloadidentity")
final class WorkloadIdentityEndpoint {

    // A diagnosis takes 30 s at most.
    private static final long PATIENCE_SECONDS = 40;

    private final Map<String, LastDiagnosis> diagnoses = new LinkedHashMap<>();

    WorkloadIdentityEndpoint(List<Registered> identities) {
        identities.forEach(one -> diagnoses.put(one.name(), LastDiagnosis.of(one)));
    }

    /** What is shown of all identities, by the names of their beans. */
    record Report(Map<String, Findings> identities) {}

    /** What is shown of one identity: the verdict, the finding to begin with, and all in the order of the chain. */
    record Findings(
            boolean healthy,
            boolean finished,
            String at,
            String summary,
            @Nullable String rootFinding,
            List<Found> findings) {

        static Findings of(Diagnosis diagnosis) {
            return new Findings(
                    diagnosis.healthy(),
                    diagnosis.finished(),
                    diagnosis.at().toString(),
                    diagnosis.summary(),
                    diagnosis.rootFinding().map(Finding::id).orElse(null),
                    diagnosis.findings().stream().map(Found::of).toList());
        }
    }

    /** What is shown of one link of the chain; see {@link Finding}. */
    record Found(
            String id,
            Status status,
            String title,
            @Nullable String code,
            boolean retryable,
            List<String> causeOf,
            List<String> evidence,
            List<String> causes,
            List<String> commands,
            List<String> comments,
            @Nullable String link) {

        static Found of(Finding finding) {
            return new Found(
                    finding.id(),
                    finding.status(),
                    finding.title(),
                    finding.code().orElse(null),
                    finding.retryable(),
                    finding.causeOf(),
                    finding.evidence(),
                    finding.causes(),
                    finding.commands(),
                    finding.comments(),
                    finding.link().orElse(null));
        }
    }

    /** The diagnoses of all identities. */
    @ReadOperation
    public Report all() {
        Map<String, CompletableFuture<Diagnosis>> begun = new LinkedHashMap<>();
        diagnoses.forEach((name, last) -> begun.put(name, last.get()));
        Map<String, Findings> findings = new LinkedHashMap<>();
        begun.forEach((name, diagnosis) -> findings.put(name, await(diagnosis)));
        return new Report(findings);
    }

    /** The diagnosis of one identity by the name of its bean, or null if there is no such identity. */
    @ReadOperation
    public @Nullable Findings one(@Selector String identity) {
        LastDiagnosis last = diagnoses.get(identity);
        return last == null ? null : await(last.get());
    }

    private static Findings await(CompletableFuture<Diagnosis> diagnosis) {
        try {
            return Findings.of(diagnosis.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the identity was diagnosed.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The identity could not be diagnosed; see the cause.", e);
        }
    }
}
