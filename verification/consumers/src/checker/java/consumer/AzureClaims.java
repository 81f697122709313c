package consumer;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Context;
import com.azure.core.util.CoreUtils;
import io.github.wicredential.azure.WorkloadIdentityCredentialBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A claims challenge, answered by azure-core with a new token. */
public final class AzureClaims implements Check {

    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1726077595\"}}}";

    @Override
    public void run() {
        TokenCredential credential = new WorkloadIdentityCredentialBuilder().build();
        TokenRequestContext request = new TokenRequestContext().addScopes(VAULT).setCaeEnabled(true);
        String first = credential.getTokenSync(request).getToken();
        String second = credential.getTokenSync(request.setClaims(CLAIMS)).getToken();
        Check.must(!first.equals(second), "a new token");

        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(new BearerTokenAuthenticationPolicy(credential, VAULT))
                .httpClient(CannedClient.challenging(
                        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                                + Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8)) + "\"",
                        "{}"))
                .build();
        int status = pipeline.sendSync(new HttpRequest(HttpMethod.GET, "https://shop.example/orders"), Context.NONE)
                .getStatusCode();
        Check.must(status == 200 || isOld(), "status " + status);
    }

    /** Until 1.49 azure-core leaves challenges of this kind to the application. */
    private static boolean isOld() {
        String version = CoreUtils.getProperties("azure-core.properties").get("version");
        return version != null && version.compareTo("1.50") < 0;
    }
}
