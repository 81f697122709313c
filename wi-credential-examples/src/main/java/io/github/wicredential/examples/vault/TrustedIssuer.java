package io.github.wicredential.examples.vault;

import java.net.URI;

/**
 * Whose access tokens a vault believes, and where a caller without one is sent.
 *
 * @param authority the authority's root, for the challenge; ends with a slash
 * @param tenantId the tenant, for the challenge
 * @param name the {@code iss} of its tokens
 * @param keys where its public keys are
 */
public record TrustedIssuer(URI authority, String tenantId, String name, URI keys) {}
