package io.github.wicredential.internal.exchange;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.json.JsonMerge;
import org.jspecify.annotations.Nullable;

/** The {@code claims} parameter: the declared capability, the claims of a challenge, or both in one object. */
public final class ClaimsParameter {

    /** Says that the caller handles claims challenges (Microsoft identity platform, claims challenge). */
    static final String CAPABILITY = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";

    private ClaimsParameter() {}

    /**
     * Whether there is more in a parameter than the capability.
     *
     * @param parameter the value of the parameter
     * @return whether it holds claims of a challenge
     */
    public static boolean holdsChallenge(String parameter) {
        return !parameter.equals(CAPABILITY);
    }

    static @Nullable String of(@Nullable String challenge, boolean caeEnabled) {
        if (challenge == null) {
            return caeEnabled ? CAPABILITY : null;
        }
        try {
            return JsonMerge.merge(caeEnabled ? CAPABILITY : "{}", challenge);
        } catch (JsonMerge.NotMergeable e) {
            throw new ConfigurationException(
                    "The claims of the token request can't be sent: " + e.getMessage() + ". Pass the claims parameter "
                            + "of the WWW-Authenticate header after decoding it from base64, unchanged.",
                    e);
        }
    }
}
