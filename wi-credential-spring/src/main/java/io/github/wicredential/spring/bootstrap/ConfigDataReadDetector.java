package io.github.wicredential.spring.bootstrap;

import java.util.List;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;

/**
 * Resolves nothing. Spring Boot makes it when it begins to read configuration files, and so it tells whether they were
 * read: what runs at the same order as their reading may run before or after it.
 */
final class ConfigDataReadDetector implements ConfigDataLocationResolver<ConfigDataResource> {

    ConfigDataReadDetector() {
        Bootstrap.readingConfigData();
    }

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return false;
    }

    @Override
    public List<ConfigDataResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return List.of();
    }
}
