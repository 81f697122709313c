package io.github.wicredential.examples.local;

import io.github.wicredential.test.LocalEntra;
import java.net.URI;

/**
 * Whose access tokens a resource server believes, and where a caller without one is sent.
 *
 * @param authority the authority's root, for the challenge; ends with a slash
 * @param tenantId the tenant, for the challenge
 * @param name the {@code iss} of its tokens
 * @param keys where its public keys are
 */
public record TrustedIssuer(URI authority, String tenantId, String name, URI keys) {

    /**
     * A local Entra, with the issuer's name of its tokens of version 1.0.
     *
     * @param entra the local Entra
     * @return what a resource server has to know of it
     */
    public static TrustedIssuer of(LocalEntra entra) {
        return new TrustedIssuer(
                entra.authorityHost(),
                entra.tenantId(),
                "https://sts.windows.net/" + entra.tenantId() + "/",
                entra.jwksUri());
    }
}
