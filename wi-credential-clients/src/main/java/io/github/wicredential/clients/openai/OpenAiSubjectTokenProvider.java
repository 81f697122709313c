package io.github.wicredential.clients.openai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.auth.SubjectTokenProvider;
import com.openai.auth.SubjectTokenType;
import com.openai.core.http.HttpClient;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Lets openai-java exchange an Entra access token for an OpenAI token, through OpenAI's workload identity federation
 * with your tenant. No API key is needed.
 *
 * <pre>{@code
 * OpenAIClient client = OpenAIOkHttpClient.builder()
 *         .workloadIdentity(WorkloadIdentity.builder()
 *                 .identityProviderId("IDENTITY-PROVIDER")
 *                 .serviceAccountId("SERVICE-ACCOUNT")
 *                 .provider(OpenAiSubjectTokenProvider.of(identity, "api://OPENAI-FEDERATION/.default"))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>Models in Azure do not need this class: the client sends them the access token itself.
 *
 * <p>The client sends the token to OpenAI's token endpoint only. It caches the OpenAI token and requests a new one
 * before it expires. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class OpenAiSubjectTokenProvider implements SubjectTokenProvider {

    private final TokenProvider identity;
    private final TokenRequest request;

    private OpenAiSubjectTokenProvider(TokenProvider identity, TokenRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /**
     * Creates a provider for an identity.
     *
     * @param identity provides the tokens; never closed by this class
     * @param scope the scope of your own application registration, which OpenAI's identity provider has as the audience
     * @return a provider for any number of clients
     * @throws ConfigurationException if the scope is invalid
     */
    public static OpenAiSubjectTokenProvider of(TokenProvider identity, String scope) {
        return new OpenAiSubjectTokenProvider(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Returns the type of Entra's access tokens.
     *
     * @return {@code JWT}
     */
    @Override
    public SubjectTokenType tokenType() {
        return SubjectTokenType.JWT;
    }

    /**
     * Returns the current token. Waits only if there is no valid token.
     *
     * @param client not used: the identity has its own HTTP client
     * @param mapper not used
     * @return the secret token
     * @throws WorkloadIdentityException if no token can be obtained
     */
    @Override
    public String getToken(HttpClient client, JsonMapper mapper) {
        return identity.token(request).value();
    }

    /** Returns the current token as a future.
     *
     * @param client not used: the identity has its own HTTP client
     * @param mapper not used
     * @return the secret token; fails with a {@link WorkloadIdentityException}
     */
    @Override
    public CompletableFuture<String> getTokenAsync(HttpClient client, JsonMapper mapper) {
        return identity.tokenAsync(request).thenApply(AccessToken::value);
    }
}
