package io.github.wicredential.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Gives the pools of a context the credential of that context, whatever other contexts register: two in one JVM, as in
 * tests, may have different identities.
 */
final class HikariPoolPostProcessor implements BeanPostProcessor {

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", HikariPoolPostProcessor.class.getClassLoader());

    private final ConfigurableListableBeanFactory beans;
    private final String name;
    private final String credentialName;

    HikariPoolPostProcessor(ConfigurableListableBeanFactory beans, String name, String credentialName) {
        this.beans = beans;
        this.name = name;
        this.credentialName = credentialName;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (HIKARI && bean instanceof DataSource && HikariPools.name(bean, name)) {
            // Made now and by this thread: the pool asks for it with threads of its own while the context starts. And
            // closed after the pool.
            beans.getBean(credentialName);
            beans.registerDependentBean(credentialName, beanName);
        }
        return bean;
    }

    /** What is known of Hikari. Apart, so that an application without it never loads this class. */
    private static final class HikariPools {

        private static final String HOOKS = "io.github.wicredential.clients.jdbc.";
        private static final String NAME = "azure.credentialName";
        private static final List<String> CHOICES =
                List.of(NAME, "azure.clientId", "azure.tenantId", "azure.authorityHost");

        private HikariPools() {}

        /**
         * Names the credential to the hook of a pool's driver, and returns whether it did: if the pool has a hook and
         * does not choose an identity itself.
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
}
