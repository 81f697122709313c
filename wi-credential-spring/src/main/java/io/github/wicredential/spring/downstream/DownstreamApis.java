package io.github.wicredential.spring.downstream;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Downstream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.util.StringUtils;

/** The APIs that are configured, all checked. */
final class DownstreamApis {

    private static final String PREFIX = WorkloadIdentityProperties.PREFIX + ".downstream.";

    private final Map<String, DownstreamApi> apis = new TreeMap<>();

    /** Checks what is configured; an invalid API stops the start. */
    DownstreamApis(WorkloadIdentityProperties properties, BeanFactory beans) {
        new TreeMap<>(properties.downstream()).forEach((name, api) -> apis.put(name, api(name, api, beans)));
    }

    DownstreamApi get(String name) {
        return Objects.requireNonNull(apis.get(name), name);
    }

    private static DownstreamApi api(String name, Downstream api, BeanFactory beans) {
        String scope = api.scope();
        if (!StringUtils.hasText(scope)) {
            throw new InvalidDownstreamException(
                    "The API '" + name + "' has no scope, so there is no token to send.",
                    "Set " + PREFIX + name + ".scope, for example to api://orders/.default.");
        }
        List<String> hosts =
                api.allowedHosts().stream().filter(StringUtils::hasText).toList();
        if (hosts.isEmpty()) {
            throw new InvalidDownstreamException(
                    "The API '" + name + "' has a scope but no hosts: a token is sent only to hosts that are named.",
                    "Set " + PREFIX + name + ".allowed-hosts, for example to orders.example.com.");
        }
        try {
            return new DownstreamApi(identity(name, api.identity(), beans), scope.strip(), hosts);
        } catch (ConfigurationException e) {
            throw new InvalidDownstreamException(
                    "The API '" + name + "' cannot be called as configured. " + e.getMessage(),
                    "Look at " + PREFIX + name + ".scope and .allowed-hosts.");
        }
    }

    private static WorkloadIdentity main(String name, BeanFactory beans) {
        try {
            return beans.getBean(WorkloadIdentity.class);
        } catch (NoUniqueBeanDefinitionException several) {
            throw new InvalidDownstreamException(
                    "The API '" + name + "' uses the main identity, but the application has several: "
                            + several.getBeanNamesFound() + ".",
                    "Mark one of them with @Primary, or configure an identity of its own under "
                            + WorkloadIdentityProperties.PREFIX + ".identities and name it in " + PREFIX + name
                            + ".identity.");
        }
    }

    private static WorkloadIdentity identity(String name, @Nullable String identity, BeanFactory beans) {
        if (!StringUtils.hasText(identity)) {
            return main(name, beans);
        }
        String bean = "workloadIdentity-" + identity.strip();
        if (!beans.containsBean(bean)) {
            throw new InvalidDownstreamException(
                    "The API '" + name + "' is to be called as '" + identity.strip()
                            + "', and there is no identity of this name.",
                    "Configure the identity, " + WorkloadIdentityProperties.PREFIX + ".identities." + identity.strip()
                            + ".client-id, or remove " + PREFIX + name + ".identity to use the main one.");
        }
        return beans.getBean(bean, WorkloadIdentity.class);
    }
}
