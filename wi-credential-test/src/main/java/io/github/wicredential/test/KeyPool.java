package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.JOSEException;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSAlgorithm;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.KeyUse;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * RSA-2048 keys, made when none is spare. Two holders never have the same key at the same time; a key given back is used again,
 * since making one costs more than most tests.
 */
final class KeyPool {

    private static final ConcurrentLinkedQueue<RSAKey> SPARE = new ConcurrentLinkedQueue<>();

    private KeyPool() {}

    static RSAKey take() {
        RSAKey spare = SPARE.poll();
        if (spare != null) {
            return spare;
        }
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key could be generated", e);
        }
    }

    static void giveBack(Collection<RSAKey> keys) {
        SPARE.addAll(keys);
    }
}
