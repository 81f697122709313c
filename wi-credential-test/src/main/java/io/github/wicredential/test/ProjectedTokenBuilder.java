package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.JOSEException;
import io.github.wicredential.thirdparty.nimbusds.jose.JOSEObjectType;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSAlgorithm;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSHeader;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSObject;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSSigner;
import io.github.wicredential.thirdparty.nimbusds.jose.Payload;
import io.github.wicredential.thirdparty.nimbusds.jose.crypto.ECDSASigner;
import io.github.wicredential.thirdparty.nimbusds.jose.crypto.RSASSASigner;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.Curve;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds one service-account token. It starts with the header and claims that Kubernetes would currently issue to the
 * pod; each method changes one part. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ProjectedTokenBuilder {

    private final LocalCluster cluster;
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private RSAKey key;
    private Duration lifetime;
    private Instant issuedAt;
    private String algorithm = "RS256";
    private @Nullable String keyId;
    private @Nullable String type;
    private boolean tampered;

    ProjectedTokenBuilder(LocalCluster cluster, Instant now, Duration lifetime) {
        this.cluster = cluster;
        this.lifetime = lifetime;
        this.issuedAt = now;
        this.key = cluster.signingKey();
        this.keyId = key.getKeyID();
        claims.put("aud", List.of(cluster.audience()));
        putTimes();
        claims.put("iss", cluster.issuer());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("kubernetes.io", kubernetesClaims());
        claims.put("sub", cluster.subject());
    }

    /**
     * Sets the audience, as an array like Kubernetes.
     *
     * @param audiences the new audiences
     * @return this builder
     */
    public ProjectedTokenBuilder audience(String... audiences) {
        Objects.requireNonNull(audiences, "audiences");
        return claim("aud", List.of(audiences));
    }

    /**
     * Sets the issuer claim.
     *
     * @param issuer the new issuer
     * @return this builder
     */
    public ProjectedTokenBuilder issuer(String issuer) {
        Objects.requireNonNull(issuer, "issuer");
        return claim("iss", issuer);
    }

    /**
     * Sets the subject claim.
     *
     * @param subject the new subject
     * @return this builder
     */
    public ProjectedTokenBuilder subject(String subject) {
        Objects.requireNonNull(subject, "subject");
        return claim("sub", subject);
    }

    /**
     * Sets the time of issue and moves the expiry with it.
     *
     * @param time the new {@code iat} and {@code nbf}
     * @return this builder
     */
    public ProjectedTokenBuilder issuedAt(Instant time) {
        Objects.requireNonNull(time, "time");
        issuedAt = time;
        putTimes();
        return this;
    }

    /** Sets the lifetime.
     *
     * @param lifetime the time between {@code iat} and {@code exp}
     * @return this builder
     */
    public ProjectedTokenBuilder lifetime(Duration lifetime) {
        Objects.requireNonNull(lifetime, "lifetime");
        this.lifetime = lifetime;
        putTimes();
        return this;
    }

    /**
     * Moves the token into the past, so that it expired an hour ago.
     *
     * @return this builder
     */
    public ProjectedTokenBuilder expired() {
        return issuedAt(issuedAt.minus(lifetime).minus(Duration.ofHours(1)));
    }

    /**
     * Sets any claim.
     *
     * @param name the claim's name
     * @param value a JSON value: text, number, boolean, list or map
     * @return this builder
     */
    public ProjectedTokenBuilder claim(String name, Object value) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(name, "name");
        claims.put(name, value);
        return this;
    }

    /**
     * Removes a claim.
     *
     * @param name the claim's name
     * @return this builder
     */
    public ProjectedTokenBuilder withoutClaim(String name) {
        Objects.requireNonNull(name, "name");
        claims.remove(name);
        return this;
    }

    /**
     * Sets the key id in the header; the signing key stays the same.
     *
     * @param keyId the new {@code kid}
     * @return this builder
     */
    public ProjectedTokenBuilder keyId(String keyId) {
        Objects.requireNonNull(keyId, "keyId");
        this.keyId = keyId;
        return this;
    }

    /**
     * Leaves the key id out of the header.
     *
     * @return this builder
     */
    public ProjectedTokenBuilder withoutKeyId() {
        keyId = null;
        return this;
    }

    /**
     * Sets the type in the header; Kubernetes sets none.
     *
     * @param type the new {@code typ}
     * @return this builder
     */
    public ProjectedTokenBuilder type(String type) {
        Objects.requireNonNull(type, "type");
        this.type = type;
        return this;
    }

    /**
     * Sets the signature algorithm.
     *
     * @param name {@code RS256} (default), {@code RS384}, {@code RS512}, or {@code ES256} with a key that is not published
     * @return this builder
     */
    public ProjectedTokenBuilder algorithm(String name) {
        Objects.requireNonNull(name, "name");
        if (!List.of("RS256", "RS384", "RS512", "ES256").contains(name)) {
            throw new IllegalArgumentException("not a supported signing algorithm: " + name);
        }
        algorithm = name;
        return this;
    }

    /**
     * Changes the claims after signing, so that the signature is invalid.
     *
     * @return this builder
     */
    public ProjectedTokenBuilder tampered() {
        tampered = true;
        return this;
    }

    /**
     * Signs with a key that the issuer never published, and with its key id unless {@link #keyId} is called afterwards.
     *
     * @return this builder
     */
    public ProjectedTokenBuilder signedByUnpublishedKey() {
        key = cluster.unpublishedKey();
        keyId = key.getKeyID();
        return this;
    }

    /**
     * Signs the token.
     *
     * @return the compact form: three parts with dots between
     */
    public String serialize() {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm));
        if (keyId != null) {
            header.keyID(keyId);
        }
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        JWSObject token = new JWSObject(header.build(), new Payload(Json.write(claims)));
        try {
            token.sign(signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("the token cannot be signed with " + algorithm, e);
        }
        return tampered ? tamper(token) : token.serialize();
    }

    /** Signs the token and writes it to the cluster's token file. */
    public void write() {
        cluster.writeRaw(serialize());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ProjectedTokenBuilder[iss=" + claims.get("iss") + ", sub=" + claims.get("sub") + ", aud="
                + claims.get("aud") + "]";
    }

    private JWSSigner signer() throws JOSEException {
        return algorithm.equals("ES256")
                ? new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())
                : new RSASSASigner(key);
    }

    private String tamper(JWSObject token) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put("jti", UUID.randomUUID().toString());
        return token.getHeader().toBase64URL() + "." + new Payload(Json.write(changed)).toBase64URL() + "."
                + token.getSignature();
    }

    private void putTimes() {
        claims.put("exp", issuedAt.plus(lifetime).getEpochSecond());
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("nbf", issuedAt.getEpochSecond());
    }

    private Map<String, Object> kubernetesClaims() {
        Map<String, Object> kubernetes = new LinkedHashMap<>();
        kubernetes.put("namespace", cluster.namespace());
        kubernetes.put("node", named("aks-pool1-000001"));
        kubernetes.put("pod", named(cluster.serviceAccount() + "-7c9d8f6b5d-x2k4p"));
        kubernetes.put("serviceaccount", named(cluster.serviceAccount()));
        return kubernetes;
    }

    private static Map<String, Object> named(String name) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", name);
        object.put("uid", Uuids.of(name));
        return object;
    }
}
