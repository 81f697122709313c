package io.github.wicredential.internal.binding;

import io.github.wicredential.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the pod's token says of itself, read without any key and never trusted.
 *
 * @param audiences for whom it is meant
 * @param subject whose it is, if that is a service account
 */
record PodToken(List<String> audiences, Optional<String> subject) {

    /** The webhook's audience for the token proxy. */
    static final String BINDING_AUDIENCE = "api://AKSIdentityBinding";

    /** Entra's audience; other clouds add their name. */
    static final String ENTRA_AUDIENCE = "api://AzureADTokenExchange";

    private static final Pattern SERVICE_ACCOUNT =
            Pattern.compile("system:serviceaccount:[a-z0-9-]{1,63}:[a-z0-9.-]{1,253}");

    static PodToken of(String assertion) {
        Optional<JsonFields> claims = claims(assertion);
        return new PodToken(
                claims.map(fields -> fields.texts("aud")).orElse(List.of()),
                claims.flatMap(fields -> fields.text("sub"))
                        .filter(sub -> SERVICE_ACCOUNT.matcher(sub).matches()));
    }

    boolean forEntra() {
        return audiences.stream()
                .anyMatch(aud -> aud.regionMatches(true, 0, ENTRA_AUDIENCE, 0, ENTRA_AUDIENCE.length()));
    }

    boolean forBindings() {
        return audiences.stream()
                .anyMatch(aud -> aud.regionMatches(true, 0, BINDING_AUDIENCE, 0, BINDING_AUDIENCE.length()));
    }

    private static Optional<JsonFields> claims(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return JsonFields.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
