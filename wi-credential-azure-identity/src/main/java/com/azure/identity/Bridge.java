package com.azure.identity;

import io.github.wicredential.azure.identity.OneJar;
import io.github.wicredential.internal.artifacts.Artifacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules for all types of this package. */
final class Bridge {

    private Bridge() {}

    /** Refuses to work together with azure-identity or with another version of the library. */
    static void require() {
        OneJar.require();
        Artifacts.requireVersionOfCore("wi-credential-azure-identity", Bridge.class);
    }

    /** Logs that a setting has no effect. */
    static void withoutEffect(String setting, String why) {
        Logger log = LoggerFactory.getLogger(Bridge.class);
        log.warn("{} has no effect: {}", setting, why);
    }
}
