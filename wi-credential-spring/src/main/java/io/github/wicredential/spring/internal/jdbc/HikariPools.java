package io.github.wicredential.spring.internal.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Properties;

/** What is known of Hikari. Apart, so that an application without it never loads this class. */
final class HikariPools {

    private static final String HOOKS = "io.github.wicredential.azure.jdbc.";
    private static final String NAME = "azure.credentialName";
    private static final List<String> CHOICES =
            List.of(NAME, "azure.clientId", "azure.tenantId", "azure.authorityHost");

    private HikariPools() {}

    /**
     * Names the credential to the hook of a pool's driver, if the pool has one and does not choose an identity itself.
     *
     * @return whether it was named
     */
    static boolean name(Object bean, String credential) {
        // One that has been started already cannot be changed any more; the default is for it.
        if (!(bean instanceof HikariDataSource pool) || pool.isRunning()) {
            return false;
        }
        String url = pool.getJdbcUrl() == null ? "" : pool.getJdbcUrl();
        Properties properties = pool.getDataSourceProperties();
        if (!url.contains(HOOKS) && !properties.toString().contains(HOOKS)) {
            return false;
        }
        if (CHOICES.stream().anyMatch(choice -> url.contains(choice + "=") || properties.containsKey(choice))) {
            return false;
        }
        pool.addDataSourceProperty(NAME, credential);
        return true;
    }
}
