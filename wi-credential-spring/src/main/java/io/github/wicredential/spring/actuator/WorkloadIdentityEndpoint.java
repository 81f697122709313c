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

    /** What is shown of one identity: when it was looked at, and what was found in the order of the chain. */
    record Findings(boolean healthy, String at, List<Found> findings) {

        static Findings of(Diagnosis diagnosis) {
            return new Findings(
                    diagnosis.healthy(),
                    diagnosis.at().toString(),
                    diagnosis.findings().stream().map(Found::of).toList());
        }
    }

    /** What is shown of one link of the chain; see {@link Finding}. */
    record Found(
            String id,
            Status status,
            String title,
            List<String> evidence,
            List<String> causes,
            List<String> commands,
            @Nullable String link) {

        static Found of(Finding finding) {
            return new Found(
                    finding.id(),
                    finding.status(),
                    finding.title(),
                    finding.evidence(),
                    finding.causes(),
                    finding.commands(),
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
            throw new IllegalStateException("The identity could not be diagnosed, see the cause.", e);
        }
    }
}
