package io.github.wicredential.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Classes that are known by their names only: the hooks that JDBC drivers make from a connection's properties, and those
 * whose presence decides something at run time. Properties and factories are found by Spring itself, the resources of
 * {@code wi-credential-core} by the metadata in its jar.
 */
final class WorkloadIdentityRuntimeHints implements RuntimeHintsRegistrar {

    private static final String HOOKS = "io.github.wicredential.clients.jdbc.";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        made(hints, loader, "org.postgresql.plugin.AuthenticationPlugin", HOOKS + "PostgresqlAuthenticationPlugin");
        made(hints, loader, "com.mysql.cj.protocol.AuthenticationPlugin", HOOKS + "MysqlAuthenticationPlugin");
        made(
                hints,
                loader,
                "com.microsoft.sqlserver.jdbc.SQLServerAccessTokenCallback",
                HOOKS + "SqlServerTokenCallback");
        hints.reflection().registerTypeIfPresent(loader, "com.zaxxer.hikari.HikariDataSource");
        hints.reflection()
                .registerTypeIfPresent(
                        loader,
                        "com.azure.spring.cloud.autoconfigure.implementation.context.AzureTokenCredentialAutoConfiguration");
    }

    // A hook cannot even be looked at without its driver.
    private static void made(RuntimeHints hints, @Nullable ClassLoader loader, String driver, String hook) {
        if (ClassUtils.isPresent(driver, loader)) {
            hints.reflection().registerType(TypeReference.of(hook), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        }
    }
}
