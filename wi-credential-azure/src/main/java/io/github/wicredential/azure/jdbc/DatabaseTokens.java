package io.github.wicredential.azure.jdbc;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.azure.internal.token.AzureTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what a connection says to its token. Whatever goes wrong is azure-core's exception with the library's cause. */
final class DatabaseTokens {

    private DatabaseTokens() {}

    /** A token for PostgreSQL or MySQL. */
    static AccessToken openSource(ConnectionSettings settings) {
        TokenCredential credential = credential(settings);
        return token(
                credential,
                settings.scopes().isEmpty()
                        ? List.of(DatabaseScopes.openSource(authority(credential, settings)))
                        : settings.scopes());
    }

    static TokenCredential credential(ConnectionSettings settings) {
        if (settings.credentialName() != null) {
            return DatabaseCredentials.named(settings.credentialName());
        }
        TokenCredential registered = settings.namesIdentity() ? null : DatabaseCredentials.registeredDefault();
        return registered != null ? registered : EnvironmentIdentities.of(settings);
    }

    static AccessToken token(TokenCredential credential, List<String> scopes) {
        AccessToken token = credential.getTokenSync(new TokenRequestContext().setScopes(scopes));
        if (token == null) {
            throw new ConfigurationException("The credential for databases gave no token for " + scopes
                    + ". Give it out only when it has one, or let it throw what hinders it.");
        }
        return token;
    }

    /** What callers get to see: a configuration that is wrong looks as any other failure of a credential. */
    static ClientAuthenticationException failure(ConfigurationException wrong) {
        return (ClientAuthenticationException) AzureTokens.clientFailure(wrong);
    }

    /** What stands below an exception with the message of this one: a failure of the library is not said twice. */
    static Throwable causeOf(RuntimeException failure) {
        return failure instanceof ClientAuthenticationException
                        && failure.getCause() instanceof WorkloadIdentityException known
                ? known
                : failure;
    }

    private static @Nullable String authority(TokenCredential credential, ConnectionSettings settings) {
        return credential instanceof WorkloadIdentityCredential known
                ? known.identity().authorityHost().toString()
                : EnvironmentIdentities.authorityHost(settings);
    }
}
