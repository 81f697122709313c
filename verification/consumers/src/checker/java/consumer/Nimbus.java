package consumer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** The application's own tokens. */
public final class Nimbus implements Check {
    @Override
    public void run() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder().subject("ada").build());
        token.sign(new MACSigner(new byte[32]));
        Check.must(SignedJWT.parse(token.serialize()).getJWTClaimsSet().getSubject().equals("ada"), "a subject");
    }
}
