package io.github.wicredential.spring.internal.identity;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.Diagnosis;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
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
public final class StartCheck {

    private static final Logger log = LoggerFactory.getLogger(StartCheck.class);
    private static final JWTClaimsSet NONE = new JWTClaimsSet.Builder().build();
    private static final String USUAL_AUDIENCE = "api://AzureADTokenExchange";

    private StartCheck() {}

    /**
     * Requires that the settings make sense, before anything is built.
     *
     * @param properties the properties
     * @throws ConfigurationException if they do not
     */
    public static void settings(WorkloadIdentityProperties properties) {
        String scope = properties.validationScope();
        if (properties.validateOnStart() == WorkloadIdentityProperties.Validation.TOKEN
                && (scope == null || scope.isBlank())) {
            throw new ConfigurationException("A token is to be fetched at start, but not which. Set "
                    + WorkloadIdentityProperties.PREFIX + ".validation-scope, for example to "
                    + "https://vault.azure.net/.default, or validate-on-start to 'config'.");
        }
    }

    /**
     * Checks an identity.
     *
     * @param properties what is asked for
     * @param identity the identity
     * @param tokenFile its file, or null if it has none
     * @throws WorkloadIdentityException if it could not work
     */
    public static void run(WorkloadIdentityProperties properties, WorkloadIdentity identity, @Nullable Path tokenFile) {
        switch (properties.validateOnStart()) {
            case NONE -> {}
            case CONFIG -> file(identity, tokenFile);
            case TOKEN -> {
                file(identity, tokenFile);
                identity.token(Objects.requireNonNull(properties.validationScope(), "validationScope"));
            }
        }
    }

    private static void file(WorkloadIdentity identity, @Nullable Path tokenFile) throws AssertionException {
        if (tokenFile == null) {
            return;
        }
        JWTClaimsSet claims = claims(new ProjectedTokenFile(tokenFile, InstantSource.system()).assertion());
        if (!claims.getAudience().equals(List.of(USUAL_AUDIENCE))) {
            unusual(identity, tokenFile);
        }
        Date end = claims.getExpirationTime();
        if (end != null && end.toInstant().isBefore(Instant.now())) {
            // No reason not to start: Entra's clock decides, and the file may be replaced before it is needed.
            log.warn(
                    "The token in {} ended at {}. The kubelet has not renewed it, or the clock of the node is ahead: see "
                            + "the events of the pod, and compare date -u.",
                    tokenFile,
                    end.toInstant());
        }
    }

    /** Whether it is wrong depends on the route that the exchange takes, so the diagnosis is asked. Sends nothing. */
    private static void unusual(WorkloadIdentity identity, Path tokenFile) {
        identity.diagnose(Diagnosis.Options.of().withOffline(true))
                .finding("audience")
                .filter(audience -> audience.status() != Diagnosis.Status.OK)
                .ifPresent(audience -> log.warn(
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
