package io.github.wicredential.examples.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Checks an access token as a resource server has to: signature by the issuer's keys, issuer, audience and times.
 * Thread-safe.
 */
public final class TokenCheck {

    private final String audience;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * A resource server's check.
     *
     * @param issuer whose tokens it believes
     * @param audience the {@code aud} that a token must have
     * @param clock by which it checks times
     */
    public TokenCheck(TrustedIssuer issuer, String audience, InstantSource clock) {
        this.audience = audience;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys(issuer)));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(issuer.name(), audience, clock));
    }

    /**
     * Checks a token.
     *
     * @param token the token as the caller sent it
     * @return what it says
     * @throws TokenRefusedException if it does not pass; the message says which check, and does not have the token
     */
    public AcceptedToken verify(String token) throws TokenRefusedException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new AcceptedToken(
                    claims.getStringClaim("appid"), claims.getExpirationTime().toInstant());
        } catch (BadJOSEException e) {
            throw new TokenRefusedException(e.getMessage() + " (tokens here are for " + audience + ")", e);
        } catch (ParseException e) {
            throw new TokenRefusedException("The token is not a JWT", e);
        } catch (JOSEException e) {
            throw new TokenRefusedException("The issuer's keys cannot be obtained", e);
        }
    }

    private static JWKSource<SecurityContext> keys(TrustedIssuer issuer) {
        try {
            return JWKSourceBuilder.create(issuer.keys().toURL())
                    // Its thread would keep the process alive.
                    .refreshAheadCache(false)
                    // A key seen for the first time is looked up at once.
                    .rateLimited(false)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL of signing keys: " + issuer.keys(), e);
        }
    }

    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final InstantSource clock;

        ClaimsVerifier(String issuer, String audience, InstantSource clock) {
            super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "nbf", "iat", "appid"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
