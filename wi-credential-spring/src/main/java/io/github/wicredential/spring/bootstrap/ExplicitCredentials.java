package io.github.wicredential.spring.bootstrap;

import io.github.wicredential.spring.internal.Activation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * The properties by which an application chooses a credential of Spring Cloud Azure's itself, in whatever spelling. A
 * client id alone chooses none. A managed identity is none either unless it has another client id: in a pod with a
 * workload identity that is what a managed identity is.
 */
record ExplicitCredentials(List<String> all, List<String> forKeyVault, boolean managedIdentity) {

    private static final Pattern EXPLICIT = Pattern.compile("spring.*azure.*credential"
            + "(clientsecret|clientcertificatepath|username|password|managedidentityenabled|tokencredentialbeanname)");
    private static final Pattern KEY_VAULT = Pattern.compile("springcloudazure(credential|keyvault).*");
    private static final String MANAGED_IDENTITY = "managedidentityenabled";
    private static final String CLIENT_ID = "clientid";
    private static final String FOR_ALL = "springcloudazurecredential";

    static ExplicitCredentials in(ConfigurableEnvironment environment) {
        Map<String, String> names = names(environment);
        Set<String> all = new TreeSet<>();
        names.forEach((uniform, name) -> {
            if (EXPLICIT.matcher(letters(uniform)).matches() && chooses(environment, names, uniform)) {
                all.add(name);
            }
        });
        return new ExplicitCredentials(
                List.copyOf(all),
                all.stream()
                        .filter(name ->
                                KEY_VAULT.matcher(letters(uniform(name))).matches())
                        .toList(),
                all.stream().anyMatch(name -> uniform(name).endsWith(MANAGED_IDENTITY)));
    }

    /** The names as written, by their uniform spelling. */
    private static Map<String, String> names(ConfigurableEnvironment environment) {
        Map<String, String> names = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable
                    && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                for (String name : enumerable.getPropertyNames()) {
                    names.putIfAbsent(uniform(name), name);
                }
            }
        }
        return names;
    }

    private static boolean chooses(ConfigurableEnvironment environment, Map<String, String> names, String uniform) {
        String value = environment.getProperty(names.get(uniform));
        if (!StringUtils.hasText(value) || !uniform.endsWith(MANAGED_IDENTITY)) {
            return StringUtils.hasText(value);
        }
        return Boolean.parseBoolean(value.strip())
                && isAnother(
                        environment,
                        names,
                        uniform.substring(0, uniform.length() - MANAGED_IDENTITY.length()) + CLIENT_ID);
    }

    private static boolean isAnother(ConfigurableEnvironment environment, Map<String, String> names, String clientId) {
        Activation activation = Activation.in(environment);
        String named = value(environment, names, clientId);
        String wanted = named == null ? value(environment, names, FOR_ALL + CLIENT_ID) : named;
        // On a laptop it stands for the pod's identity, whoever that is.
        return wanted != null
                && activation.source() != Activation.Source.DEVELOPER
                && !wanted.equalsIgnoreCase(Activation.clientId(environment));
    }

    private static @Nullable String value(
            ConfigurableEnvironment environment, Map<String, String> names, String uniform) {
        String name = names.get(uniform);
        String value = name == null ? null : environment.getProperty(name);
        return StringUtils.hasText(value) ? value.strip() : null;
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String letters(String uniform) {
        return uniform.replaceAll("[0-9]", "");
    }
}
