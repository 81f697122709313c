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
 * Lets openai-java exchange an access token of Entra for one of OpenAI's, whose workload identity federation trusts your
 * tenant: no API key.
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
 * <p>For models in Azure this class is not needed: there the access token itself is what the client sends.
 *
 * <p>The client decides where the token goes, which is OpenAI's token endpoint. It keeps what it gets and asks again
 * before that expires. Immutable and thread-safe.
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
     * The tokens of an identity.
     *
     * @param identity gives the tokens; not closed by this
     * @param scope of an application of your own, which OpenAI's identity provider has as the audience
     * @return a provider for any number of clients
     * @throws ConfigurationException if the scope is invalid
     */
    public static OpenAiSubjectTokenProvider of(TokenProvider identity, String scope) {
        return new OpenAiSubjectTokenProvider(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * What Entra's access tokens are.
     *
     * @return {@code JWT}
     */
    @Override
    public SubjectTokenType tokenType() {
        return SubjectTokenType.JWT;
    }

    /**
     * The current token. Waits only if there is none.
     *
     * @param client not used: the identity has its own
     * @param mapper not used
     * @return the secret token
     * @throws WorkloadIdentityException if there is none
     */
    @Override
    public String getToken(HttpClient client, JsonMapper mapper) {
        return identity.token(request).value();
    }

    /**
     * The current token.
     *
     * @param client not used: the identity has its own
     * @param mapper not used
     * @return the secret token; fails with a {@link WorkloadIdentityException}
     */
    @Override
    public CompletableFuture<String> getTokenAsync(HttpClient client, JsonMapper mapper) {
        return identity.tokenAsync(request).thenApply(AccessToken::value);
    }
}
