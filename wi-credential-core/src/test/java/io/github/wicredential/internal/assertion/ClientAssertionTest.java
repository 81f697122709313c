package io.github.wicredential.internal.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionTest {

    private static final String TOKEN = TestJwt.of("""
            {"iss":"https://issuer.example/","sub":"system:serviceaccount:shop:orders","aud":["api://AzureADTokenExchange"],
             "iat":1772366400,"nbf":1772366460,"exp":"1772370000",
             "kubernetes.io":{"namespace":"shop","pod":{"name":"orders-x2k4p","uid":"u"}}}""");

    @Test
    void readsTheClaimsByWhichATokenIsTrusted() {
        ClientAssertion assertion = ClientAssertion.of("\n" + TOKEN + " ");

        assertThat(assertion.value()).isEqualTo(TOKEN);
        assertThat(assertion.isJwt()).isTrue();
        assertThat(assertion.issuer()).isEqualTo("https://issuer.example/");
        assertThat(assertion.subject()).isEqualTo("system:serviceaccount:shop:orders");
        assertThat(assertion.namespace()).isEqualTo("shop");
        assertThat(assertion.serviceAccount()).isEqualTo("orders");
        assertThat(assertion.audiences()).containsExactly("api://AzureADTokenExchange");
        assertThat(assertion.issuedAt()).isEqualTo(Instant.ofEpochSecond(1772366400));
        assertThat(assertion.notBefore()).isEqualTo(Instant.ofEpochSecond(1772366460));
        assertThat(assertion.expiresAt()).isEqualTo(Instant.ofEpochSecond(1772370000));
        assertThat(assertion.pod()).isEqualTo("orders-x2k4p");
        assertThat(assertion.keyId()).isEqualTo("k1");
        assertThat(assertion.algorithm()).isEqualTo("RS256");
        assertThat(assertion.type()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a.%.c", "e30.e30.", "e30.e30", "not a token"})
    void readsNothingOfATextThatIsNoJwt(String text) {
        ClientAssertion assertion = ClientAssertion.of(text);

        assertThat(assertion.isJwt()).isFalse();
        assertThat(assertion.audiences()).isEmpty();
        assertThat(assertion.issuer()).isNull();
        assertThat(assertion.expiresAt()).isNull();
        assertThat(assertion.pod()).isNull();
        assertThat(assertion.keyId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /",
                "system:serviceaccount:shop",
                "system:serviceaccount:shop:orders:more",
                "system:serviceaccount:shop:$(id)",
                "https://sso.example#7"
            })
    void anotherSubjectIsNoServiceAccount(String subject) {
        ClientAssertion assertion = ClientAssertion.of(TestJwt.of("{\"sub\":\"" + subject + "\"}"));

        assertThat(assertion.subject()).isEqualTo(subject);
        assertThat(assertion.ofServiceAccount()).isFalse();
        assertThat(assertion.namespace()).isNull();
        assertThat(assertion.serviceAccount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "api://AzureADTokenExchange, true, false",
        "api://azureadtokenexchange, true, false",
        "api://AzureADTokenExchangeChina, true, false",
        "api://AKSIdentityBinding, false, true",
        "api://mine, false, false"
    })
    void isForAnAudienceThatBeginsLikeIt(String audience, boolean entra, boolean bindings) {
        ClientAssertion assertion = ClientAssertion.of(TestJwt.of("{\"aud\":[\"first\",\"" + audience + "\"]}"));

        assertThat(assertion.isFor(TokenAudience.ENTRA)).isEqualTo(entra);
        assertThat(assertion.isFor(TokenAudience.BINDINGS)).isEqualTo(bindings);
    }

    @Test
    void hidesItself() {
        assertThat(ClientAssertion.of(TOKEN)).hasToString("ClientAssertion[<hidden>]");
    }
}
