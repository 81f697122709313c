package io.github.wicredential.spring.boot4;

import io.github.wicredential.spring.internal.bootstrap.Bootstrap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** After the configuration files: in time for Key Vault's property source if this comes first on the class path. */
final class Boot4AfterConfigData implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Bootstrap.prepare(environment, true);
    }
}
