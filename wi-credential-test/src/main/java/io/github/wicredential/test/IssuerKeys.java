package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWK;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signing keys of one issuer: one signs, one or more are published. */
final class IssuerKeys {

    private final List<RSAKey> published = new ArrayList<>();
    private final List<RSAKey> withdrawn = new ArrayList<>();
    private @Nullable RSAKey withheld;

    IssuerKeys() {
        published.add(KeyPool.take());
    }

    synchronized RSAKey current() {
        if (published.isEmpty()) {
            throw new IllegalStateException("closed: there is no longer a signing key");
        }
        return published.get(published.size() - 1);
    }

    /** A key of this issuer that is not published until it closes. */
    synchronized RSAKey unpublished() {
        if (withheld == null) {
            withheld = KeyPool.take();
        }
        return withheld;
    }

    /** From now on a new key signs; the others stay published. */
    synchronized void rotate() {
        published.add(KeyPool.take());
    }

    synchronized void unpublishOld() {
        while (published.size() > 1) {
            withdrawn.add(published.remove(0));
        }
    }

    /** The public keys as a JSON Web Key Set. */
    synchronized String document() {
        return JSONObjectUtils.toJSONString(new JWKSet(List.<JWK>copyOf(published)).toJSONObject(true));
    }

    synchronized void giveBack() {
        KeyPool.giveBack(published);
        KeyPool.giveBack(withdrawn);
        if (withheld != null) {
            KeyPool.giveBack(List.of(withheld));
            withheld = null;
        }
        published.clear();
        withdrawn.clear();
    }
}
