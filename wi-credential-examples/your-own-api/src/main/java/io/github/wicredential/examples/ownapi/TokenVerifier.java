package io.github.wicredential.examples.ownapi;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/**
 * Verifies access tokens: signature by the tenant's keys, issuer, audience and times, with a minute's tolerance. Keys are
 * kept for five minutes, and a key that is not known is looked up at most every half minute. Thread-safe; make one.
 */
final class TokenVerifier {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Believes tokens of one issuer, for one audience, signed by the keys at an address. */
    TokenVerifier(String issuer, String audience, URI keys) throws MalformedURLException {
        // The algorithm is named here and not taken from the token.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256, JWKSourceBuilder.create(keys.toURL()).build()));
        // The issuer names the tenant: tokens of other tenants, signed by the same keys, don't pass.
        JWTClaimsSet exactly = new JWTClaimsSet.Builder().issuer(issuer).build();
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience, exactly, Set.of("exp", "nbf")));
    }

    /** Who calls; fails if the token doesn't pass, and then says why without a word of the token. */
    Caller verify(String token) throws RefusedException, KeysUnavailableException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            // Tokens of version 1.0 say appid, those of 2.0 azp.
            String application = claims.getStringClaim("appid");
            if (application == null) {
                application = claims.getStringClaim("azp");
            }
            if (application == null) {
                throw new RefusedException("The token names no application");
            }
            List<String> roles = claims.getStringListClaim("roles");
            return new Caller(application, roles == null ? List.of() : roles);
        } catch (BadJOSEException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (ParseException e) {
            throw new RefusedException("Not a token");
        } catch (JOSEException e) {
            throw new KeysUnavailableException(e);
        }
    }

    /** The token doesn't pass. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** The issuer's keys cannot be obtained now, so that nothing is known of the token. */
    static final class KeysUnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        KeysUnavailableException(JOSEException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
