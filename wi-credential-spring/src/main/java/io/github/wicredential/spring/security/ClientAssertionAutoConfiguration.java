package io.github.wicredential.spring.security;

import io.github.wicredential.AssertionSource;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;

/**
 * What Spring Security's OAuth 2.0 client needs to do without a client secret. Off by default: where these beans are,
 * it uses them.
 */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnBooleanProperty(name = WorkloadIdentityProperties.PREFIX + ".oauth2-client.enabled")
@ConditionalOnClass(OAuth2AuthorizedClientProvider.class)
@ConditionalOnSingleCandidate(WorkloadIdentity.class)
final class ClientAssertionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FederatedClientAssertion federatedClientAssertion(WorkloadIdentity identity) {
        return new FederatedClientAssertion(assertions(identity), identity.authorityHost());
    }

    // Spring Security collects all there are; by type alone one of the application's own comes first.
    @Bean
    @Fallback
    @ConditionalOnMissingBean(name = "workloadIdentityAuthorizedClientProvider")
    OAuth2AuthorizedClientProvider workloadIdentityAuthorizedClientProvider(WorkloadIdentity identity) {
        return new CachedTokenAuthorizedClientProvider(identity, InstantSource.system());
    }

    private static AssertionSource assertions(WorkloadIdentity identity) {
        return identity.tokenFile()
                .map(file -> new ProjectedTokenFile(file, InstantSource.system()))
                .<AssertionSource>map(file -> () -> file.assertion().value())
                .orElse(() -> {
                    throw new ConfigurationException(
                            "The identity has no token file whose content could be sent. Create a "
                                    + "FederatedClientAssertion with your own AssertionSource.");
                });
    }
}
