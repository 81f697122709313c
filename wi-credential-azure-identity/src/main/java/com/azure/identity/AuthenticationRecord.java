package com.azure.identity;

import java.io.InputStream;
import java.io.OutputStream;
import reactor.core.publisher.Mono;

/**
 * The account of a signed-in user. Not supported: no instance exists, and reading one always fails.
 *
 * @since 0.1.0
 */
@SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
public final class AuthenticationRecord {

    private AuthenticationRecord() {}

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public String getAuthority() {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public String getHomeAccountId() {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public String getTenantId() {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public String getClientId() {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public String getUsername() {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @param outputStream not used
     * @return never
     */
    public Mono<OutputStream> serializeAsync(OutputStream outputStream) {
        return Mono.error(NotOffered.AUTHENTICATION_RECORD::refusal);
    }

    /**
     * Never called: no instance exists.
     *
     * @param outputStream not used
     */
    public void serialize(OutputStream outputStream) {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }

    /**
     * Always throws.
     *
     * @param inputStream not read
     * @return fails with an {@link UnsupportedOperationException}
     */
    public static Mono<AuthenticationRecord> deserializeAsync(InputStream inputStream) {
        return Mono.error(NotOffered.AUTHENTICATION_RECORD::refusal);
    }

    /**
     * Always throws.
     *
     * @param inputStream not read
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    public static AuthenticationRecord deserialize(InputStream inputStream) {
        throw NotOffered.AUTHENTICATION_RECORD.refusal();
    }
}
