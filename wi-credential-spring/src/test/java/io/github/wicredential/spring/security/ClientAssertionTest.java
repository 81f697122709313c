package io.github.wicredential.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.Pods;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** The pod's token in place of a secret, for Spring Security's OAuth 2.0 client. */
@WorkloadIdentityTest
class ClientAssertionTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final Authentication CALLER = new TestingAuthenticationToken("caller", "none");

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure(LocalCluster cluster) {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAssertionAutoConfiguration.class))
                .withConfiguration(Pods.autoConfiguration())
                .withPropertyValues(Pods.properties(cluster))
                .withPropertyValues("azure.workload-identity.oauth2-client.enabled=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "azure.workload-identity.oauth2-client.enabled=false",
                "azure.workload-identity.enabled=false"
            })
    void isOffUnlessItIsAskedFor(String property, LocalCluster cluster) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClientAssertionAutoConfiguration.class))
                .withConfiguration(Pods.autoConfiguration())
                .withPropertyValues(Pods.properties(cluster))
                .withPropertyValues(
                        property.contains("oauth2-client")
                                ? property
                                : "azure.workload-identity.oauth2-client.enabled= ")
                .withPropertyValues(property.isEmpty() ? "unused=" : property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(OAuth2AuthorizedClientProvider.class)
                        .doesNotHaveBean(FederatedClientAssertion.class));
    }

    @Test
    void withoutSpringSecurityThereIsNothing() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FederatedClientAssertion.class));
    }

    @Test
    void theFileIsReadForEachRequest(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        runner.run(context -> {
            FederatedClientAssertion assertion = context.getBean(FederatedClientAssertion.class);
            RestClientClientCredentialsTokenResponseClient client =
                    new RestClientClientCredentialsTokenResponseClient();
            client.addParametersConverter(assertion::parameters);
            OAuth2ClientCredentialsGrantRequest request = new OAuth2ClientCredentialsGrantRequest(
                    registration(entra, application, registration -> registration));

            assertThat(client.getTokenResponse(request).getAccessToken().getTokenValue())
                    .startsWith("eyJ");
            cluster.rotateToken();
            client.getTokenResponse(request);
        });
        assertThat(entra.granted()).isEqualTo(2);
        assertThat(entra.requests())
                .extracting(ReceivedTokenRequest::assertionId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(entra.requests()).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("authorization");
            assertThat(request.parameterNames())
                    .containsExactly("client_assertion", "client_assertion_type", "client_id", "grant_type", "scope");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere, https://login.example/t/oauth2/v2.0/token",
        "elsewhere, https://login.microsoftonline.com.evil.example/t/oauth2/v2.0/token",
        "elsewhere, https://login.microsoftonline.com:8443/t/oauth2/v2.0/token",
        "elsewhere, http://login.microsoftonline.com/t/oauth2/v2.0/token",
        "elsewhere, https://u:p@login.microsoftonline.com/t/oauth2/v2.0/token",
        "elsewhere, login.microsoftonline.com",
        "elsewhere, not a uri",
        "a secret, https://login.microsoftonline.com/t/oauth2/v2.0/token",
        "basic, https://login.microsoftonline.com/t/oauth2/v2.0/token",
    })
    void theAssertionGoesNowhereElse(String what, String tokenUri) {
        FederatedClientAssertion assertion = new FederatedClientAssertion(
                () -> {
                    throw new AssertionError("read");
                },
                URI.create("https://login.microsoftonline.com"));
        ClientRegistration.Builder registration = ClientRegistration.withRegistrationId("r")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientAuthenticationMethod(
                        what.equals("basic")
                                ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                                : ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                .clientId("client")
                .clientSecret(what.equals("a secret") ? "s" : null)
                .scope(SCOPE)
                .tokenUri(tokenUri);
        assertThat(assertion.parameters(new OAuth2ClientCredentialsGrantRequest(registration.build())))
                .isEmpty();
    }

    @Test
    void theAssertionGoesToTheAuthorityWhateverTheSpellingOfIt() {
        FederatedClientAssertion assertion =
                new FederatedClientAssertion(() -> "e30.e30.c2ln", URI.create("https://login.microsoftonline.com"));
        ClientRegistration registration = ClientRegistration.withRegistrationId("r")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .clientId("client")
                .tokenUri("HTTPS://Login.MicrosoftOnline.com:443/other/oauth2/v2.0/token")
                .build();
        assertThat(assertion
                        .parameters(new OAuth2ClientCredentialsGrantRequest(registration))
                        .toSingleValueMap())
                .isEqualTo(Map.of(
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        "e30.e30.c2ln"));
    }

    @Test
    void anIdentityOfTheUsersHasNoFileToSend(LocalEntra entra, LocalApplication application) {
        runner.withPropertyValues("azure.workload-identity.enabled=false")
                .withBean(
                        "mine",
                        WorkloadIdentity.class,
                        () -> WorkloadIdentity.builder()
                                .environment(name -> null)
                                .clientId(application.clientId())
                                .tenantId(entra.tenantId())
                                .authorityHost(entra.authorityHost().toString())
                                .assertion(() -> "never asked")
                                .build())
                .run(context -> {
                    FederatedClientAssertion assertion = context.getBean(FederatedClientAssertion.class);
                    assertThatExceptionOfType(AssertionException.class)
                            .isThrownBy(() -> assertion.parameters(new OAuth2ClientCredentialsGrantRequest(
                                    registration(entra, application, registration -> registration))))
                            .havingCause()
                            .isInstanceOf(ConfigurationException.class)
                            .withMessageContaining("your own AssertionSource");
                });
    }

    @Test
    void theProviderAnswersFromTheIdentitysCache(LocalEntra entra, LocalApplication application) {
        runner.run(context -> {
            OAuth2AuthorizedClientProvider provider = context.getBean(OAuth2AuthorizedClientProvider.class);
            ClientRegistration registration = registration(entra, application, r -> r);

            OAuth2AuthorizedClient client = provider.authorize(context(registration));

            assertThat(client).isNotNull();
            assertThat(client.getAccessToken().getTokenValue())
                    .isEqualTo(
                            context.getBean(WorkloadIdentity.class).token(SCOPE).value());
            assertThat(client.getPrincipalName()).isEqualTo("caller");
            assertThat(client.getAccessToken().getIssuedAt()).isNotNull();
            assertThat(client.getAccessToken().getScopes()).containsExactly(SCOPE);
            assertThat(provider.authorize(context(registration))).isNotNull();
            assertThat(provider.authorize(OAuth2AuthorizationContext.withAuthorizedClient(client)
                            .principal(CALLER)
                            .build()))
                    .as("has it already")
                    .isNull();
        });
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aTokenThatNobodyCouldRenewIsNotLeftToTheNextProvider(LocalEntra entra, LocalApplication application) {
        runner.run(context -> {
            WorkloadIdentity identity = context.getBean(WorkloadIdentity.class);
            Instant end = identity.token(SCOPE).expiresAt();
            OAuth2AuthorizedClientProvider nearTheEnd = new CachedTokenAuthorizedClientProvider(
                    identity, InstantSource.fixed(end.minus(Duration.ofSeconds(50))));
            OAuth2AuthorizedClient client = nearTheEnd.authorize(context(registration(entra, application, r -> r)));
            OAuth2AuthorizedClient again = nearTheEnd.authorize(OAuth2AuthorizationContext.withAuthorizedClient(client)
                    .principal(CALLER)
                    .build());
            assertThat(again).isNotNull();
            OAuth2AuthorizedClient late = new CachedTokenAuthorizedClientProvider(identity, InstantSource.fixed(end))
                    .authorize(context(registration(entra, application, r -> r)));
            assertThat(late.getAccessToken().getIssuedAt()).isBefore(end);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "client", "tenant", "v1", "query", "host", "grant"})
    void otherRegistrationsAreLeftToOtherProviders(String what, LocalEntra entra, LocalApplication application) {
        UnaryOperator<ClientRegistration.Builder> change = registration -> switch (what) {
            case "secret" -> registration.clientSecret("s");
            case "client" -> registration.clientId("11111111-2222-4333-8444-555555555555");
            case "tenant" -> registration.tokenUri(entra.authorityHost() + "other/oauth2/v2.0/token");
            case "v1" -> registration.tokenUri(entra.authorityHost() + entra.tenantId() + "/oauth2/token");
            case "query" -> registration.tokenUri(tokenUri(entra) + "?p=b2c");
            case "host" ->
                registration.tokenUri(
                        tokenUri(entra).replace("127.0.0.1", "127.0.0.2").replace("localhost", "127.0.0.2"));
            default -> registration.authorizationGrantType(AuthorizationGrantType.JWT_BEARER);
        };
        runner.run(context -> assertThat(context.getBean(OAuth2AuthorizedClientProvider.class)
                        .authorize(context(registration(entra, application, change))))
                .isNull());
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aRefusalIsSpringSecuritysExceptionWithOursAsItsCause(LocalEntra entra, LocalApplication application) {
        application.setEnabled(false);
        runner.run(context -> {
            OAuth2AuthorizedClientProvider provider = context.getBean(OAuth2AuthorizedClientProvider.class);
            assertThatExceptionOfType(ClientAuthorizationException.class)
                    .isThrownBy(() -> provider.authorize(context(registration(entra, application, r -> r))))
                    .withCauseInstanceOf(TokenExchangeException.class)
                    .satisfies(e -> {
                        assertThat(e.getError().getErrorCode()).isEqualTo("unauthorized_client");
                        assertThat(e.getClientRegistrationId()).isEqualTo("orders");
                    });
            assertThatExceptionOfType(ClientAuthorizationException.class)
                    .isThrownBy(() -> provider.authorize(
                            context(registration(entra, application, r -> r.scope("api://orders/read")))))
                    .withCauseInstanceOf(ConfigurationException.class)
                    .satisfies(e -> assertThat(e.getError().getErrorCode()).isEqualTo("invalid_scope"));
        });
    }

    @Test
    void aMissingFileIsNoRefusal(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        runner.run(context -> {
            cluster.removeToken();
            assertThatExceptionOfType(ClientAuthorizationException.class)
                    .isThrownBy(() -> context.getBean(OAuth2AuthorizedClientProvider.class)
                            .authorize(context(registration(entra, application, r -> r))))
                    .withCauseInstanceOf(AssertionException.class)
                    .satisfies(e -> assertThat(e.getError().getErrorCode()).isEqualTo("server_error"));
        });
    }

    private static String tokenUri(LocalEntra entra) {
        return entra.authorityHost() + entra.tenantId() + "/oauth2/v2.0/token";
    }

    private static ClientRegistration registration(
            LocalEntra entra, LocalApplication application, UnaryOperator<ClientRegistration.Builder> change) {
        return change.apply(ClientRegistration.withRegistrationId("orders")
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                        .clientId(application.clientId())
                        .scope(SCOPE)
                        .tokenUri(tokenUri(entra)))
                .build();
    }

    private static OAuth2AuthorizationContext context(ClientRegistration registration) {
        return OAuth2AuthorizationContext.withClientRegistration(registration)
                .principal(CALLER)
                .build();
    }
}
