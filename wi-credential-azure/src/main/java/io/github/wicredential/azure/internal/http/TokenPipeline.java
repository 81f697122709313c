package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpLoggingPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines that are safe for token requests: none of them logs a body, because the request contains the assertion
 * and the answer the token.
 */
final class TokenPipeline {

    private TokenPipeline() {}

    /** The application's pipeline, less azure-core's logging policies, whose level cannot be seen from outside. */
    static HttpPipeline withoutLogging(HttpPipeline given) {
        List<HttpPipelinePolicy> kept = new ArrayList<>();
        for (int i = 0; i < given.getPolicyCount(); i++) {
            if (!(given.getPolicy(i) instanceof HttpLoggingPolicy)) {
                kept.add(given.getPolicy(i));
            }
        }
        return kept.size() == given.getPolicyCount()
                ? given
                : new HttpPipelineBuilder()
                        .httpClient(given.getHttpClient())
                        .tracer(given.getTracer())
                        .policies(kept.toArray(HttpPipelinePolicy[]::new))
                        .build();
    }

    static HttpPipeline of(
            HttpClient client,
            List<HttpPipelinePolicy> own,
            @Nullable RetryPolicy retry,
            @Nullable ClientOptions clientOptions,
            @Nullable HttpLogOptions logOptions) {
        List<HttpPipelinePolicy> policies = new ArrayList<>(at(own, HttpPipelinePosition.PER_CALL));
        HttpPolicyProviders.addBeforeRetryPolicies(policies);
        if (retry != null) {
            policies.add(retry);
        }
        policies.addAll(at(own, HttpPipelinePosition.PER_RETRY));
        HttpPolicyProviders.addAfterRetryPolicies(policies);
        policies.removeIf(HttpLoggingPolicy.class::isInstance);
        policies.add(new HttpLoggingPolicy(withoutBodies(logOptions)));
        HttpPipelineBuilder builder =
                new HttpPipelineBuilder().httpClient(client).policies(policies.toArray(HttpPipelinePolicy[]::new));
        return (clientOptions == null ? builder : builder.clientOptions(clientOptions)).build();
    }

    private static List<HttpPipelinePolicy> at(List<HttpPipelinePolicy> policies, HttpPipelinePosition position) {
        return policies.stream()
                .filter(policy -> policy.getPipelinePosition() == position)
                .toList();
    }

    /** The same options, except that bodies are never logged and loggers of the application's own see none. */
    private static HttpLogOptions withoutBodies(@Nullable HttpLogOptions given) {
        HttpLogOptions from = given == null ? new HttpLogOptions() : given;
        HttpLogOptions safe = new HttpLogOptions().setLogLevel(withoutBody(from.getLogLevel()));
        if (given != null) {
            safe.setAllowedHttpHeaderNames(given.getAllowedHttpHeaderNames())
                    .setAllowedQueryParamNames(given.getAllowedQueryParamNames());
        }
        return safe;
    }

    private static HttpLogDetailLevel withoutBody(@Nullable HttpLogDetailLevel level) {
        if (level == null) {
            return HttpLogDetailLevel.NONE;
        }
        return switch (level) {
            case BODY -> HttpLogDetailLevel.BASIC;
            case BODY_AND_HEADERS -> HttpLogDetailLevel.HEADERS;
            default -> level;
        };
    }
}
