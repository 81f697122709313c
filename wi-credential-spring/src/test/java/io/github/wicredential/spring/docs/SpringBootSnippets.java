package io.github.wicredential.spring.docs;

import io.github.wicredential.spring.security.FederatedClientAssertion;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.web.client.RestClient;

/** The code of docs/how-to/spring-boot.md. */
class SpringBootSnippets {

    // begin: rest-client
    @Bean
    RestClient orders(
            RestClient.Builder builder,
            @Qualifier("workloadIdentityInterceptor-orders") ClientHttpRequestInterceptor token) {
        return builder.baseUrl("https://orders.example.com")
                .requestInterceptor(token)
                .build();
    }
    // end

    // begin: client-assertion
    @Bean
    OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> client(FederatedClientAssertion assertion) {
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.addParametersConverter(assertion::parameters);
        return client;
    }
    // end

    void manager(
            AuthorizedClientServiceOAuth2AuthorizedClientManager manager,
            OAuth2AuthorizedClientProvider workloadIdentityAuthorizedClientProvider) {
        // begin: client-provider
        manager.setAuthorizedClientProvider(new DelegatingOAuth2AuthorizedClientProvider(
                workloadIdentityAuthorizedClientProvider, new ClientCredentialsOAuth2AuthorizedClientProvider()));
        // end
    }
}
