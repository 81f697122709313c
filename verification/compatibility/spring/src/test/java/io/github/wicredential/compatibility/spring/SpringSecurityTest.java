package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.security.FederatedClientAssertion;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** Spring Security's OAuth 2.0 client, which has other versions on each line, without a client secret. */
class SpringSecurityTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String ENABLED = "azure.workload-identity.oauth2-client.enabled=true";

    @AutoClose
    private final Pod pod = new Pod();

    @Test
    void itsOwnClientSendsThePodsTokenAsItIsNow() {
        pod.entra.setExpiresIn(Duration.ofSeconds(30));
        try (ConfigurableApplicationContext context = pod.run(ENABLED)) {
            FederatedClientAssertion assertion = context.getBean(FederatedClientAssertion.class);
            RestClientClientCredentialsTokenResponseClient client =
                    new RestClientClientCredentialsTokenResponseClient();
            client.addParametersConverter(assertion::parameters);
            ClientCredentialsOAuth2AuthorizedClientProvider provider =
                    new ClientCredentialsOAuth2AuthorizedClientProvider();
            provider.setAccessTokenResponseClient(client);
            OAuth2AuthorizedClientManager manager = manager(provider);

            String first = token(manager);
            pod.cluster.rotateToken();
            assertThat(token(manager)).as("renewed, since it ends soon").isNotEqualTo(first);
        }
        assertThat(pod.entra.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("authorization");
            assertThat(request.parameterNames())
                    .containsExactly("client_assertion", "client_assertion_type", "client_id", "grant_type", "scope");
        });
        assertThat(pod.entra.requests())
                .extracting(ReceivedTokenRequest::assertionId)
                .as("the file is read for each")
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(pod.entra.granted()).isEqualTo(2);
    }

    @Test
    void aRegistrationIsAnsweredFromTheIdentitysCache() {
        try (ConfigurableApplicationContext context = pod.run(ENABLED)) {
            WorkloadIdentity identity = context.getBean(WorkloadIdentity.class);
            OAuth2AuthorizedClientManager manager = manager(new DelegatingOAuth2AuthorizedClientProvider(
                    context.getBean(OAuth2AuthorizedClientProvider.class),
                    new ClientCredentialsOAuth2AuthorizedClientProvider()));

            assertThat(token(manager)).isEqualTo(identity.token(SCOPE).value()).isEqualTo(token(manager));
            assertThat(pod.entra.tokenRequests()).isEqualTo(1);

            identity.invalidate(identity.token(SCOPE));
            assertThat(token(manager))
                    .isEqualTo(identity.token(TokenRequest.of(SCOPE)).value());
            assertThat(pod.entra.tokenRequests()).isEqualTo(2);
        }
    }

    private String token(OAuth2AuthorizedClientManager manager) {
        return manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("orders")
                        .principal(new TestingAuthenticationToken("caller", "none"))
                        .build())
                .getAccessToken()
                .getTokenValue();
    }

    private OAuth2AuthorizedClientManager manager(OAuth2AuthorizedClientProvider provider) {
        InMemoryClientRegistrationRepository registrations =
                new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("orders")
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                        .clientId(pod.clientId())
                        .scope(SCOPE)
                        .tokenUri(pod.entra.authorityHost() + pod.entra.tenantId() + "/oauth2/v2.0/token")
                        .build());
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                        registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(provider);
        return manager;
    }
}
