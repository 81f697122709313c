package io.github.wicredential.spring;

import io.github.wicredential.AssertionException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.guide.TokenFile;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs the requested checks before the application is ready. */
final class StartupValidation {

    private static final Logger LOG = LoggerFactory.getLogger(StartupValidation.class);

    private StartupValidation() {}

    /** Performs the checks of an identity that the properties request. */
    static void validate(WorkloadIdentityProperties properties, WorkloadIdentity identity, @Nullable Path tokenFile) {
        switch (properties.validateOnStart()) {
            case NONE -> {}
            case CONFIG -> checkFile(identity, tokenFile);
            case TOKEN -> {
                checkFile(identity, tokenFile);
                identity.token(Objects.requireNonNull(properties.validationScope(), "validationScope"));
            }
        }
    }

    private static void checkFile(WorkloadIdentity identity, @Nullable Path tokenFile) throws AssertionException {
        if (tokenFile == null) {
            return;
        }
        ClientAssertion assertion = new ProjectedTokenFile(tokenFile, InstantSource.system()).assertion();
        if (!assertion.audiences().equals(List.of(TokenAudience.ENTRA.value()))) {
            logUnusualAudience(identity, tokenFile);
        }
        Instant end = assertion.expiresAt();
        if (end != null && end.isBefore(Instant.now())) {
            // No reason not to start: Entra's clock decides, and the file may be replaced before it is needed.
            Evidence known = new TokenFile(tokenFile)
                    .tell(Pod.here())
                    .put("expiresAt", end)
                    .put("localTime", Instant.now());
            LOG.warn(
                    "{}: {}",
                    tokenFile,
                    Guide.get().local("token-expired").advice(known).hint(List.of(), ""));
        }
    }

    /** Whether it is wrong depends on the route of the exchange, so the diagnosis decides. Sends nothing. */
    private static void logUnusualAudience(WorkloadIdentity identity, Path tokenFile) {
        identity.diagnose(DiagnosisOptions.of().withOffline(true))
                .finding("audience")
                .filter(audience -> audience.status() != Status.OK)
                .ifPresent(audience -> LOG.warn(
                        "{} ({}): {} More: {}",
                        audience.title(),
                        tokenFile,
                        String.join("; ", audience.evidence()),
                        audience.link().orElse("")));
    }
}
