package io.github.wicredential.clients.internal;

import io.github.wicredential.clients.ClientIdentities;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once for each kind of server. */
public final class UnverifiedTlsWarning {

    private static final Logger LOG = LoggerFactory.getLogger(ClientIdentities.class);
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private UnverifiedTlsWarning() {}

    public static void warn(String driver, String setting, String better) {
        if (WARNED.add(driver)) {
            LOG.warn(
                    "An access token is sent to a {} server whose certificate is not verified ({}): "
                            + "anyone in between can intercept it. Set {}",
                    driver,
                    setting,
                    better);
        }
    }
}
