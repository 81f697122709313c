package io.github.wicredential.clients.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.auth.SubjectTokenType;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenAiSubjectTokenProviderTest {

    private final OpenAiSubjectTokenProvider provider = OpenAiSubjectTokenProvider.of(
            request -> new AccessToken("for " + request.scope(), Instant.MAX, Instant.MAX), "api://openai/.default");

    @Test
    void theSubjectTokenIsTheAccessTokenAsAJwt() {
        assertThat(provider.tokenType()).isEqualTo(SubjectTokenType.JWT);
        assertThat(provider.getToken(null, null)).isEqualTo("for api://openai/.default");
        assertThat(provider.getTokenAsync(null, null)).isCompletedWithValue("for api://openai/.default");
    }

    @Test
    void aScopeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> OpenAiSubjectTokenProvider.of(request -> null, "api://openai"))
                .isInstanceOf(ConfigurationException.class);
    }
}
