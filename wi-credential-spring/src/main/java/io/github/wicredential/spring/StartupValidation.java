package io.github.wicredential.spring;

import io.github.wicredential.AssertionException;
import io.github.wicredential.Diagnosis;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTParser;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks, before the application is ready, as much as it asks for. */
final class StartupValidation {

    private static final Logger LOG = LoggerFactory.getLogger(StartupValidation.class);
    private static final JWTClaimsSet NONE = new JWTClaimsSet.Builder().build();
    private static final String USUAL_AUDIENCE = "api://AzureADTokenExchange";

    private StartupValidation() {}

    /** Checks as much of an identity as the properties ask for. */
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
        JWTClaimsSet claims = claims(new ProjectedTokenFile(tokenFile, InstantSource.system()).assertion());
        if (!claims.getAudience().equals(List.of(USUAL_AUDIENCE))) {
            logUnusualAudience(identity, tokenFile);
        }
        Date end = claims.getExpirationTime();
        if (end != null && end.toInstant().isBefore(Instant.now())) {
            // No reason not to start: Entra's clock decides, and the file may be replaced before it is needed.
            LOG.warn(
                    "The token in {} expired at {}. The kubelet has not refreshed it, or the clock of the node is ahead: see "
                            + "the events of the pod, and compare date -u.",
                    tokenFile,
                    end.toInstant());
        }
    }

    /** Whether it is wrong depends on the route that the exchange takes, so the diagnosis is asked. Sends nothing. */
    private static void logUnusualAudience(WorkloadIdentity identity, Path tokenFile) {
        identity.diagnose(Diagnosis.Options.of().withOffline(true))
                .finding("audience")
                .filter(audience -> audience.status() != Diagnosis.Status.OK)
                .ifPresent(audience -> LOG.warn(
                        "{} ({}): {} More: {}",
                        audience.title(),
                        tokenFile,
                        String.join("; ", audience.evidence()),
                        audience.link()));
    }

    private static JWTClaimsSet claims(String assertion) {
        try {
            JWTClaimsSet claims = JWTParser.parse(assertion).getJWTClaimsSet();
            return claims == null ? NONE : claims;
        } catch (ParseException e) {
            return NONE;
        }
    }
}
