package io.github.wicredential.azure.identity;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BeforeRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/**
 * Sees that azure-identity is there too if its jar is the first one on the class path, where no other class of this
 * artifact is ever asked: azure-core calls this whenever a pipeline is built, and azure-identity builds one.
 *
 * @since 0.1.0
 */
public final class OneJarPolicyProvider implements BeforeRetryPolicyProvider {

    /** Made by azure-core. */
    public OneJarPolicyProvider() {}

    /**
     * A policy that does nothing.
     *
     * @return the policy
     * @throws io.github.wicredential.ConfigurationException if azure-identity is on the class path too
     */
    @Override
    public HttpPipelinePolicy create() {
        OneJar.require();
        return Onwards.INSTANCE;
    }

    private static final class Onwards implements HttpPipelinePolicy {

        static final Onwards INSTANCE = new Onwards();

        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            return next.process();
        }

        @Override
        public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
            return next.processSync();
        }
    }
}
