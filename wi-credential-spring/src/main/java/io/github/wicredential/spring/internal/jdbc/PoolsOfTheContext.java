package io.github.wicredential.spring.internal.jdbc;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Lets the pools of a context have the credential of that context, whatever other contexts offer: two in one JVM, as in
 * tests, may have different identities.
 */
public final class PoolsOfTheContext implements BeanPostProcessor {

    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", PoolsOfTheContext.class.getClassLoader());

    private final ConfigurableListableBeanFactory beans;
    private final OfferedCredential offered;
    private final String credentialName;

    /**
     * Looks after a context.
     *
     * @param beans its beans
     * @param offered its credential
     * @param credentialName the name of that credential's bean
     */
    public PoolsOfTheContext(ConfigurableListableBeanFactory beans, OfferedCredential offered, String credentialName) {
        this.beans = beans;
        this.offered = offered;
        this.credentialName = credentialName;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (HIKARI && bean instanceof DataSource && HikariPools.name(bean, offered.name())) {
            // Made now and by this thread: the pool asks for it with threads of its own while the context starts. And
            // closed after the pool.
            beans.getBean(credentialName);
            beans.registerDependentBean(credentialName, beanName);
        }
        return bean;
    }
}
